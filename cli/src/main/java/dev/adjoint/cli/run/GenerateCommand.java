package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.generate.TextWriter;
import dev.adjoint.pipeline.generate.TokenSampling;
import dev.adjoint.pipeline.settings.SettingsPlan;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint generate`: continues a text with a trained language model.
@Command(
    name = "generate",
    description =
        "Writes a text with a language model that was trained with adjoint train book.txt, piece by piece as it is made.")
public final class GenerateCommand implements Callable<Integer> {

  @Mixin private Threads threads;

  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a training run.")
  private Path model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "The beginning of the text. Default: a line end.")
  private String prompt = "\n";

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "How many tokens are written: characters or byte pairs. Default: 500.")
  private int tokens = 500;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Below 1 makes likely tokens likelier, above 1 less likely; 0 always takes the likeliest. Default: 0.8.")
  private double temperature = 0.8;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "Draw from the N likeliest tokens only, at least 1. Default: all.")
  private int topK = Integer.MAX_VALUE;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description =
          "Draw from the likeliest tokens that together have probability P, above 0 and at most 1. Default: 1.")
  private double topP = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "One seed gives one text. Default: " + SettingsPlan.SEED + ".")
  private long seed = SettingsPlan.SEED;

  @Override
  public Integer call() {
    threads.apply();
    TokenSampling sampling = sampling();
    TextWriter writer = TextWriter.load(model);
    if (output.isJson()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("prompt", prompt);
      answer.put("text", writer.write(prompt, tokens, sampling, seed));
      output.answer(answer);
      return 0;
    }
    PrintStream out = new PrintStream(output.stream(), true, StandardCharsets.UTF_8);
    out.print(prompt);
    writer.write(
        prompt,
        tokens,
        sampling,
        seed,
        piece -> {
          out.print(piece);
          out.flush();
        });
    out.println();
    return 0;
  }

  private TokenSampling sampling() {
    if (tokens < 1) {
      throw new MisuseException(
          "--tokens is %d but must be at least 1; 500 is usual".formatted(tokens));
    }
    try {
      return new TokenSampling(temperature, topK, topP);
    } catch (DataException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
  }
}
