package dev.adjoint.cli.file;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.formats.FormatException;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.code.ExportRefusal;
import dev.adjoint.pipeline.code.JavaExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint export`: a trained run as Java source.
@Command(
    name = "export",
    description = {
      "Writes a trained run as one Java class that predicts without any library.",
      "",
      "The class needs Java 11 or newer and no options of the JVM. Its weights are in a file"
          + " beside it, which must be on the class path. It gives the same bits as predict. Networks"
          + " for tables without dates and small convolutional networks for images are covered; for"
          + " others and for other programs use convert RUN model.onnx."
    })
public final class ExportCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private Path run;

  @Option(
      names = "--java",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the source, in which the folders of packages begin.")
  private Path folder = Path.of("");

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class with its package, such as com.example.Penguins. Default: Model.")
  private String className = "Model";

  @Option(names = "--force", description = "Replaces files that are there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    JavaExport export;
    try {
      export = JavaExport.of(TrainedModel.load(run), className);
    } catch (ExportRefusal | IllegalArgumentException e) {
      throw new CommandException(e);
    }
    for (Path file : export.files(folder)) {
      if (Files.exists(file) && !force) {
        throw new FormatException(
            file, "there is such a file already; name another class, or replace it with --force");
      }
    }
    List<Path> files;
    try {
      files = export.write(folder);
    } catch (IOException e) {
      throw CommandException.unwritable("--java", folder, e);
    }
    files.forEach(file -> output.line("%s", file));
    export.notes().forEach(note -> output.line("Note: %s", note));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("class", className);
    answer.put("files", files.stream().map(Path::toString).toList());
    answer.put("notes", export.notes());
    output.answer(answer);
    return 0;
  }
}
