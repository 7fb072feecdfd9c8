package dev.adjoint.bench.fuzz;

import dev.adjoint.formats.FormatException;
import dev.adjoint.onnx.keras.KerasNetwork;
import dev.adjoint.onnx.operator.OperatorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The readers of Keras's weights and of its networks. Damage to an archive mostly meets the HDF5
/// file in it, so a configuration is also damaged by itself and packed afterwards.
final class KerasReaders {

  private static final String CONFIGURATION =
      """
      {"module": "keras", "class_name": "Sequential", "config": {"name": "sequential", "layers": [
        {"class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "input_layer"}},
        {"class_name": "Dense", "config": {"name": "dense", "units": 8, "activation": "relu",
          "use_bias": true}, "build_config": {"input_shape": [null, 4]}},
        {"class_name": "Dense", "config": {"name": "dense_1", "units": 3, "activation": "softmax",
          "use_bias": true}, "build_config": {"input_shape": [null, 8]}}],
        "build_input_shape": [null, 4]}}
      """;

  private KerasReaders() {}

  static List<Reader> list() throws IOException {
    byte[] weights = weights();
    byte[] archive = archive(CONFIGURATION.getBytes(StandardCharsets.UTF_8), weights);
    List<Class<? extends Exception>> documented =
        List.of(FormatException.class, OperatorException.class);
    return List.of(
        TensorReaders.reader("keras", "x.weights.h5", weights),
        TensorReaders.reader("keras-archive", "x.keras", archive),
        new Reader("keras-network", "x.keras", archive, KerasNetwork::load, documented),
        new Reader(
            "keras-config",
            "x.keras",
            CONFIGURATION.getBytes(StandardCharsets.UTF_8),
            file -> packed(file, weights),
            documented));
  }

  /// Packs the damaged configuration with whole weights, and reads the archive.
  private static void packed(Path file, byte[] weights) throws IOException {
    Files.write(file, archive(Files.readAllBytes(file), weights));
    KerasNetwork.load(file);
  }

  /// The weights of a small network, written by Keras 3.15.
  private static byte[] weights() throws IOException {
    try (InputStream in = KerasReaders.class.getResourceAsStream("mlp.weights.h5")) {
      return Objects.requireNonNull(in, "the resource mlp.weights.h5").readAllBytes();
    }
  }

  /// An archive as Keras writes it: nothing is compressed.
  private static byte[] archive(byte[] configuration, byte[] weights) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "metadata.json", "{\"keras_version\": \"3.15\"}".getBytes(StandardCharsets.UTF_8));
      add(zip, "config.json", configuration);
      add(zip, "model.weights.h5", weights);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setCrc(sum.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
  }
}
