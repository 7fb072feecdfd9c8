package dev.adjoint.bench.fuzz;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.formats.pytorch.PyTorchValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.Real;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Whole;
import dev.adjoint.formats.pytorch.PyTorchWriter;
import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The readers of files with tensors, each with a small file. The format is found by the content,
/// so damage may lead to any of them.
final class TensorReaders {

  private TensorReaders() {}

  static List<Reader> in(Path folder) throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("weight", StoredTensor.of(Tensor.ones(3, 2)));
    tensors.put("bias", StoredTensor.of(Tensor.of(1f, 2f), StoredType.F16));
    tensors.put("mask", StoredTensor.of(Tensor.of(true, false)));
    tensors.put("ids", StoredTensor.of(Tensor.of(1, 2, 3), StoredType.U8));
    Map<PyTorchValue, PyTorchValue> checkpoint = new LinkedHashMap<>();
    checkpoint.put(new Text("epoch"), Whole.of(7));
    checkpoint.put(new Text("loss"), new Real(0.5));
    checkpoint.put(new Text("betas"), Sequence.tupleOf(new Real(0.9), new Real(0.999)));
    checkpoint.put(new Text("state_dict"), PyTorchWriter.dictionary(tensors));
    Path zip = folder.resolve("sample.pt");
    PyTorchWriter.write(zip, new Dictionary(checkpoint));
    Path npz = folder.resolve("sample.npz");
    Numpy.writeAll(npz, tensors);
    Path npy = folder.resolve("sample.npy");
    Numpy.write(npy, Tensor.ones(3, 2));
    Path shards = Files.createDirectories(folder.resolve("shards"));
    Files.copy(folder.resolve("sample.safetensors"), shards.resolve("a.safetensors"));
    return List.of(
        reader("pytorch", "x.pt", Files.readAllBytes(zip)),
        reader("pytorch-legacy", "x.th", legacy()),
        reader("gguf", "x.gguf", GgufSample.bytes()),
        reader("npy", "x.npy", Files.readAllBytes(npy)),
        reader("npz", "x.npz", Files.readAllBytes(npz)),
        reader("index", "x.safetensors.index.json", index().getBytes(StandardCharsets.UTF_8))
            .withBeside(shards));
  }

  static Reader reader(String name, String file, byte[] whole) {
    return new Reader(name, file, whole, TensorReaders::read, List.of(FormatException.class));
  }

  /// Reads the weights, and what can be told of all tensors.
  private static void read(Path file) throws IOException {
    TensorFormats.weights(file);
    try (var open = TensorFormats.open(file)) {
      for (StoredTensor tensor : open.tensors().values()) {
        tensor.read();
      }
    }
  }

  private static String index() {
    return """
    {"metadata": {"total_size": 32},
     "weight_map": {"weight": "a.safetensors", "bias": "a.safetensors"}}
    """;
  }

  /// A state dict with one tensor of two elements, in the form before PyTorch 1.6.
  private static byte[] legacy() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e80024de9032e"));
    out.writeBytes(pickle("}(X\r\0\0\0little_endian\u0088u."));
    out.writeBytes(
        pickle(
            lines(
                "}X\1\0\0\0wctorch._utils",
                "_rebuild_tensor_v2",
                "((X\7\0\0\0storagectorch",
                "FloatStorage",
                "X\1\0\0\0kX\3\0\0\0cpuK\2NtQK\0K\2\u0085K\1\u0085\u0089ccollections",
                "OrderedDict",
                ")RtRs.")));
    out.writeBytes(pickle("]X\1\0\0\0ka."));
    ByteBuffer memory = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(memory.putLong(2).putFloat(1).putFloat(2).array());
    return out.toByteArray();
  }

  private static String lines(String... each) {
    return String.join("\n", each);
  }

  private static byte[] pickle(String instructions) {
    byte[] code = instructions.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(2 + code.length).put((byte) 0x80).put((byte) 2).put(code).array();
  }
}
