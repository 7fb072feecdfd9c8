package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.pipeline.ReplayedRun;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Progress;
import dev.adjoint.train.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint replay`: the state of a run after any step, run again to the same bits.
@Command(
    name = "replay",
    description = {
      "Goes to a step of a run and prints its figures and the hash of its weights.",
      "",
      "The run is replayed from its seed, or from its checkpoint if that is nearer, with its data,"
          + " which must not have changed. The same step has the same bits each time. Nothing in the"
          + " folder of the run changes."
    })
public final class ReplayCommand implements Callable<Integer> {

  @Mixin private Output output;
  @Mixin private Threads threads;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a training run.")
  private Path folder;

  @Option(
      names = "--step",
      paramLabel = "N",
      required = true,
      description = "How many steps have been taken then; 0 is the start.")
  private long step;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Writes the weights of the step into this safetensors file.")
  private @Nullable Path weights;

  @Override
  public Integer call() throws IOException {
    threads.apply();
    ReplayedRun run = ReplayedRun.of(folder).seek(step);
    Progress place = run.line().progress();
    Figures figures = run.heldOut();
    String hash = run.line().hash();
    if (weights != null) {
      Weights.save(run.network(), weights);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("step", step);
    run.line().end().ifPresent(end -> answer.put("steps", end));
    answer.put("epoch", place.epoch() + 1);
    answer.put("batch", place.batch() + 1);
    answer.put("loss", figures.loss());
    answer.putAll(figures.metrics());
    answer.put("weights_sha256", hash);
    output.line(
        "step %,d%s, next is batch %,d of epoch %,d",
        step,
        run.line().end().isPresent() ? " of %,d".formatted(run.line().end().getAsLong()) : "",
        place.batch() + 1,
        place.epoch() + 1);
    output.line("on the held-out samples: %s", TrainingResult.text(figures));
    output.line("weights %s", hash);
    if (weights != null) {
      answer.put("weights", weights.toString());
      output.line("written to %s", weights);
    }
    output.answer(answer);
    return 0;
  }
}
