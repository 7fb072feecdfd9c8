package dev.adjoint.cli.file;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.registry.Conversion;
import dev.adjoint.formats.registry.TensorFormat;
import dev.adjoint.formats.registry.TensorFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint convert`: from a file of tensors to one of another format.
@Command(
    name = "convert",
    description = {
      "Writes the weights of one file into another format.",
      "",
      "Formats: safetensors (.safetensors, .index.json), PyTorch (.pt .pth .th .bin .ckpt), NumPy"
          + " (.npz .npy). The content decides how IN is read, the ending how OUT is written. Nothing"
          + " that a file holds is executed. Of a checkpoint of PyTorch the model's state dict is"
          + " taken, without the prefix 'module.'."
    })
public final class ConvertCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description =
          "Writes floating-point numbers as F64, F32, F16 or BF16, rounded to the nearest. Default: as"
              + " they are.")
  private @Nullable String type;

  @Option(
      names = "--rename",
      paramLabel = "OLD=NEW",
      description =
          "Replaces OLD at the beginning of names by NEW; may be given several times, the first that"
              + " fits a name counts.")
  private List<String> renames = new ArrayList<>();

  @Option(
      names = "--entry",
      paramLabel = "NAME",
      description = "Takes the tensors of this entry of a checkpoint of PyTorch.")
  private @Nullable String entry;

  @Option(names = "--all", description = "Takes all tensors of a checkpoint, by their paths.")
  private boolean all;

  @Option(names = "--dry-run", description = "Tells what would be written and writes nothing.")
  private boolean dryRun;

  @Option(names = "--force", description = "Replaces OUT if it is there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    Conversion conversion = conversion();
    try (TensorFile file = TensorFormats.open(in)) {
      TensorFormat format = Conversion.target(out, force || dryRun);
      Map<String, StoredTensor> tensors = conversion.of(file);
      if (!dryRun) {
        format.write(
            out, tensors, file.format().equals("safetensors") ? file.metadata() : Map.of());
      }
      tell(file, format, tensors);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
    return 0;
  }

  private Conversion conversion() {
    Optional<StoredType> floats = Optional.empty();
    if (type != null) {
      floats = StoredType.named(type).filter(StoredType::isFloating);
      if (floats.isEmpty()) {
        throw new MisuseException(
            "convert: --dtype is '%s' but must be F64, F32, F16 or BF16".formatted(type));
      }
    }
    List<Conversion.Rename> made = new ArrayList<>();
    for (String rename : renames) {
      int sign = rename.indexOf('=');
      if (sign < 0) {
        throw new MisuseException(
            "convert: --rename is '%s' but must be OLD=NEW, such as encoder.=backbone."
                .formatted(rename));
      }
      made.add(new Conversion.Rename(rename.substring(0, sign), rename.substring(sign + 1)));
    }
    if (all && entry != null) {
      throw new MisuseException("convert: --all and --entry exclude each other; give one of them");
    }
    return new Conversion(floats, made, Optional.ofNullable(entry), all);
  }

  private void tell(TensorFile file, TensorFormat format, Map<String, StoredTensor> tensors) {
    long numbers = 0;
    long bytes = 0;
    Map<String, Object> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> tensor : tensors.entrySet()) {
      numbers += tensor.getValue().shape().count();
      bytes += tensor.getValue().length();
      shapes.put(tensor.getKey(), TensorTable.description(tensor.getValue()));
    }
    output.line("%s: %s", in, file.format());
    if (dryRun) {
      tensors.forEach((name, tensor) -> output.line("  %s %s", name, tensor));
    }
    output.line(
        "%s: %s, %,d tensors, %,d numbers, %,d bytes%s",
        out, format.name(), tensors.size(), numbers, bytes, dryRun ? "; not written" : "");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("in", in.toString());
    answer.put("inFormat", file.format());
    answer.put("out", out.toString());
    answer.put("outFormat", format.name());
    answer.put("written", !dryRun);
    answer.put("tensors", shapes);
    output.answer(answer);
  }
}
