package dev.adjoint.cli.file;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.formats.SafetensorsWriter;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.registry.Conversion;
import dev.adjoint.formats.registry.TensorFormat;
import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.pipeline.code.ExportRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
      "Writes the weights of one file into another format, or a trained run as an ONNX file.",
      "",
      "Formats: safetensors (.safetensors, .index.json), PyTorch (.pt .pth .th .bin .ckpt), NumPy"
          + " (.npz .npy); GGUF (.gguf) and Keras (.keras .h5) are only read; ONNX (.onnx) is"
          + " written from a run or a whole model of Keras. The content decides how IN is read, the"
          + " ending how OUT is written. Nothing that a file holds is executed. Of a checkpoint of"
          + " PyTorch the model's state dict is taken, without the prefix 'module.'."
    })
public final class ConvertCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "The file to read, or the folder of a run.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
  private Path out;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description =
          "Writes floating-point numbers as F64, F32, F16 or BF16, rounded to the nearest. Default:"
              + " as they are.")
  private @Nullable String type;

  @Option(
      names = "--rename",
      paramLabel = "OLD=NEW",
      description =
          "Replaces OLD at the beginning of names by NEW; may be given several times, the first"
              + " that fits a name counts.")
  private List<String> renames = new ArrayList<>();

  @Option(
      names = "--entry",
      paramLabel = "NAME",
      description = "Takes the tensors of this entry of a checkpoint of PyTorch.")
  private @Nullable String entry;

  @Option(names = "--all", description = "Takes all tensors of a checkpoint, by their paths.")
  private boolean all;

  @Option(
      names = "--shard",
      paramLabel = "MB",
      description =
          "The most megabytes of tensors in each file of a .safetensors.index.json. Default: 5000.")
  private @Nullable Long shard;

  @Option(
      names = "--with-preprocessing",
      description =
          "Of a run: puts the preparation of the inputs and the answers into the graph of ONNX,"
              + " which then reads cells of a table or pixels.")
  private boolean withPreprocessing;

  @Option(
      names = "--opset",
      paramLabel = "VERSION",
      description = "Of a run: the version of ONNX's operators, 17 or 18. Default: 17.")
  private @Nullable Integer opset;

  @Option(names = "--dry-run", description = "Tells what would be written and writes nothing.")
  private boolean dryRun;

  @Option(names = "--force", description = "Replaces OUT if it is there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    requireIndex();
    if (Files.isDirectory(in)) {
      return run();
    }
    if (isOnnx() && !isOfRun() && TensorFormats.of(in).name().equals("Keras")) {
      return network(() -> NetworkExport.write(in, out, output, dryRun));
    }
    requireWeights();
    Conversion conversion = conversion();
    try (TensorFile file = TensorFormats.open(in)) {
      TensorFormat format = Conversion.target(out, force || dryRun);
      Map<String, StoredTensor> tensors = conversion.of(file);
      Map<String, String> texts = file.format().equals("safetensors") ? file.metadata() : Map.of();
      if (!dryRun && shard != null) {
        writeSharded(tensors, texts, shard);
      } else if (!dryRun) {
        format.write(out, tensors, texts);
      }
      tell(file, format, tensors);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
    return 0;
  }

  private void requireIndex() {
    if (shard != null && (shard < 1 || !out.toString().endsWith(".safetensors.index.json"))) {
      throw new MisuseException(
          "convert: --shard %d is for an index, at least 1 MB, but OUT is %s; name a file that ends in .safetensors.index.json"
              .formatted(shard, out));
    }
  }

  private void writeSharded(
      Map<String, StoredTensor> tensors, Map<String, String> texts, long megabytes)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(Map.of("format", "pt"));
    all.putAll(texts);
    SafetensorsWriter.writeSharded(out, tensors, all, megabytes * 1_000_000);
  }

  private boolean isOnnx() {
    return String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  /// A run as an ONNX file.
  private int run() throws IOException {
    if (!isOnnx()) {
      throw new MisuseException(
          "convert: %s is a folder, and a run is written as ONNX, but OUT is %s; name a file that ends in .onnx, or give %s as IN"
              .formatted(in, out, in.resolve("model.safetensors")));
    }
    int version = opset == null ? 17 : opset;
    if (version != 17 && version != 18) {
      throw new MisuseException("convert: --opset is %d but must be 17 or 18".formatted(version));
    }
    RunExport export = new RunExport(withPreprocessing, version);
    return network(() -> export.write(in, out, output, dryRun));
  }

  private boolean isOfRun() {
    return withPreprocessing || opset != null;
  }

  private void requireWeights() {
    if (isOfRun()) {
      throw new MisuseException(
          "convert: --with-preprocessing and --opset are for a run, but IN is the file %s; give the folder of a run"
              .formatted(in));
    }
  }

  /// A network as an ONNX file.
  private int network(Export export) throws IOException {
    if (type != null || !renames.isEmpty() || entry != null || all) {
      throw new MisuseException(
          "convert: --dtype, --rename, --entry and --all are for files of weights; leave them out for a %s"
              .formatted(Files.isDirectory(in) ? "run" : "network"));
    }
    try {
      Conversion.target(out, force || dryRun);
      output.answer(export.write());
    } catch (IllegalArgumentException | ExportRefusal e) {
      throw new CommandException(e);
    }
    return 0;
  }

  /// Writes a network and says what was written.
  @FunctionalInterface
  private interface Export {
    Map<String, Object> write() throws IOException;
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
