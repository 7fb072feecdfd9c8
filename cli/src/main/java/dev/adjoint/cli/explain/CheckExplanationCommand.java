package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.explain.receipt.ReceiptCheck;
import dev.adjoint.pipeline.folder.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `adjoint check-explanation`: computes everything that an explanation claims again.
@Command(
    name = "check-explanation",
    description = {
      "Checks a document that 'adjoint explain RUN --why NUMBER --json' printed.",
      "",
      "Every product, every sum in its order of rounding and the distance to the number in F64 are"
          + " computed again from the factors in the document, by code of its own that does not use"
          + " the engine. The exit code is 1 if a claim is wrong."
    })
public final class CheckExplanationCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "FILE", description = "The document.")
  private Path file;

  @Override
  public Integer call() {
    List<String> problems = ReceiptCheck.problems(read());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file", file.toString());
    answer.put("holds", problems.isEmpty());
    answer.put("problems", problems);
    problems.forEach(problem -> output.line("%s", problem));
    output.line(
        "%s: %s",
        file,
        problems.isEmpty()
            ? "every claim holds"
            : "%d claim%s wrong"
                .formatted(problems.size(), problems.size() == 1 ? " is" : "s are"));
    output.answer(answer);
    return problems.isEmpty() ? 0 : 1;
  }

  private Map<?, ?> read() {
    try {
      return new JsonMapper().readValue(Files.readString(file), LinkedHashMap.class);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          "check-explanation: there is no file %s; write one with adjoint explain RUN --why NUMBER --json"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new CommandException(
          "check-explanation: %s cannot be read (%s); check that it is a text file"
              .formatted(file, RunException.reason(e)),
          e);
    } catch (JacksonException e) {
      throw new CommandException(
          "check-explanation: %s is not a JSON object (%s); give what adjoint explain RUN --why NUMBER --json printed"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
