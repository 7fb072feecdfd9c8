package dev.adjoint.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.formats.numpy.NumpyFile;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.pytorch.PyTorchFile;
import dev.adjoint.formats.pytorch.PyTorchWriter;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoredTypesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "I8,  -128, 127",
    "U8,  0, 255",
    "I16, -32768, 32767",
    "U16, 0, 65535",
    "I32, -2147483648, 2147483647",
    "U32, 0, 4294967295",
    "I64, -9223372036854775808, 9223372036854775807",
    "U64, 0, 9223372036854775807"
  })
  void integersKeepTheirExtremesAndLargerOnesAreRefused(String name, long least, long greatest)
      throws IOException {
    StoredType type = StoredType.named(name).orElseThrow();
    Tensor ends = Tensor.of(least, greatest);
    Tensor back = written(StoredTensor.of(ends, type));
    assertThat(back.to(ElementType.I64).toLongArray()).containsExactly(least, greatest);
    assertThat(back.elementType()).isEqualTo(type.readAs().orElseThrow());
    if (greatest < Long.MAX_VALUE) {
      assertThatThrownBy(() -> StoredTensor.of(Tensor.of(0L, greatest + 1), type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "store: element 1 is %d but %s holds %d … %d; choose a wider type",
              greatest + 1, name, least, greatest);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"F16", "BF16", "I8", "U8"})
  void typesForStorageKeepTheirTypeAndBitsInEveryFormat(ElementType type) throws IOException {
    boolean whole = !type.isFloating();
    Tensor x =
        (whole ? Tensor.of(0f, 1, 2, 3, 100, 127) : Tensor.of(0.1f, -2, 1e-3f, 3, 1e4f, -0f))
            .reshape(2, 3)
            .to(type);
    Map<String, Tensor> tensors = Map.of("x", x);
    Path safetensors = folder.resolve("x.safetensors");
    new Safetensors(tensors, Map.of()).write(safetensors);
    Path pytorch = folder.resolve("x.pt");
    PyTorchWriter.writeStateDict(pytorch, Map.of("x", StoredTensor.of(x)));
    List<TensorFile> files = new ArrayList<>();
    files.add(SafetensorsFile.open(safetensors));
    files.add(PyTorchFile.open(pytorch));
    if (type != ElementType.BF16) {
      Path numpy = folder.resolve("x.npy");
      Numpy.write(numpy, x);
      files.add(NumpyFile.open(numpy));
    }
    for (TensorFile file : files) {
      try (file) {
        Tensor exact = file.readExact().values().iterator().next();
        assertThat(exact.contentEquals(x)).as(file.format()).isTrue();
        Tensor wide = file.tensors().values().iterator().next().read();
        assertThat(wide.elementType()).isEqualTo(whole ? ElementType.I32 : ElementType.F32);
        assertThat(wide.to(type).contentEquals(x)).isTrue();
      }
    }
    assertThat(OnnxTensor.of("x", x).stored().orElseThrow().readExact().contentEquals(x)).isTrue();
    assertThat(OnnxTensor.of("x", x).type().element())
        .contains(whole ? ElementType.I32 : ElementType.F32);
    assertThat(StoredTensor.of(x).type().name()).isEqualTo(type.name());
    Tensor again =
        StoredTensor.of(x, whole ? StoredType.I64 : StoredType.F64).read().to(ElementType.F32);
    assertThat(again.contentEquals(x.to(ElementType.F32))).isTrue();
  }

  @Test
  void kindsOfTypesAreNotMixed() {
    assertThatThrownBy(() -> StoredTensor.of(Tensor.of(1f), StoredType.I8))
        .hasMessage(
            "store: a tensor of F32 cannot be written as I8; floating-point numbers can be written"
                + " as F64, F32, F16 or BF16, integers as I64, I32, I16, I8, U32, U16, U8 or U64,"
                + " truth values as BOOL");
    assertThatThrownBy(() -> StoredTensor.of(Tensor.of(true), StoredType.U8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StoredTensor.of(Tensor.of(1f), StoredType.F8_E4M3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// The definition: the nearest of all 65,536 values; of two equally near ones, the one with an
  /// even last bit.
  @Test
  void narrowTypesRoundToTheNearestTiesToEvenAlsoFromDoubles() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (StoredType type : new StoredType[] {StoredType.F16, StoredType.BF16}) {
      double[] values = new double[600];
      for (int i = 0; i < values.length; i++) {
        short bits = (short) random.nextInt(1 << 16);
        double one = value(type, bits);
        double next = value(type, (short) (bits + 1));
        double middle = one + (next - one) / 2;
        values[i] =
            switch (i % 4) {
              case 0 -> one;
              case 1 -> middle;
              case 2 -> Math.nextUp(middle);
              default -> Math.nextDown(middle);
            };
      }
      Tensor stored = written(StoredTensor.of(Tensor.of(ElementType.F64, values), type));
      float[] rounded = stored.toFloatArray();
      for (int i = 0; i < values.length; i++) {
        assertThat(Float.valueOf(rounded[i]))
            .as("%s of %s", type, values[i])
            .isEqualTo(Float.valueOf(nearest(type, values[i])));
      }
    }
  }

  private static float value(StoredType type, short bits) {
    return type == StoredType.F16
        ? Float.float16ToFloat(bits)
        : Float.intBitsToFloat(bits << Short.SIZE);
  }

  private static float nearest(StoredType type, double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return (float) x;
    }
    int best = 0;
    BigDecimal least = BigDecimal.TEN.pow(60);
    for (int bits = 0; bits < 1 << 16; bits++) {
      float candidate = value(type, (short) bits);
      // Infinity is treated as the next power of two.
      if (Float.isNaN(candidate) || (candidate != 0 && (candidate < 0) != (x < 0))) {
        continue;
      }
      BigDecimal exact =
          Float.isInfinite(candidate)
              ? new BigDecimal(
                  Math.scalb((double) Math.signum(candidate), type == StoredType.F16 ? 16 : 128))
              : new BigDecimal(candidate);
      BigDecimal distance = exact.subtract(new BigDecimal(x)).abs();
      int order = distance.compareTo(least);
      if (order < 0 || (order == 0 && (bits & 1) == 0 && (best & 1) == 1)) {
        best = bits;
        least = distance;
      }
    }
    return value(type, (short) best);
  }

  @Test
  void aWholeFileIsWrittenInHalfPrecisionWithAValidDigest() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", Tensor.of(0.1f, -2f));
    tensors.put("n", Tensor.of(7L));
    Path file = folder.resolve("half.safetensors");
    new Safetensors(tensors, Map.of()).write(file, StoredType.F16);
    Tensor back = Objects.requireNonNull(Safetensors.read(file).tensors().get("w"));
    assertThat(back.toFloatArray()).containsExactly(0.099975586f, -2f);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.tensors().values())
          .map(Object::toString)
          .containsExactly("F16 [2]", "I64 [1]");
    }
    assertThatThrownBy(() -> new Safetensors(tensors, Map.of()).write(file, StoredType.I8))
        .hasMessage("safetensors: I8 is not a floating-point type; choose F64, F32, F16 or BF16");
  }

  @Test
  void anUnsignedNumberTooLargeForATensorIsNamed() throws IOException {
    Path file = file("{\"u\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[0,8]}}", -1L);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": tensor u: element 0 is 18446744073709551615 but I64, the widest integer of a"
                + " tensor, ends at 9223372036854775807; store it as I64 or F64");
  }

  @Test
  void oneTensorOfAFileLargerThanTheMemoryIsRead() throws IOException {
    long large = 3L * Integer.MAX_VALUE / 4 * 4;
    String header =
        "{\"big\":{\"dtype\":\"F32\",\"shape\":[3,%d],\"data_offsets\":[0,%d]},\"end\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}"
            .formatted(large / 12, large / 12 * 12, large / 12 * 12, large / 12 * 12 + 4);
    Path file = folder.resolve("groß 大.safetensors");
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8 + text.length + large / 12 * 12 + 4);
      sparse.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array());
      sparse.write(text);
      sparse.seek(sparse.length() - 4);
      sparse.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(2.5f).array());
    }
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.tensors().keySet()).containsExactly("big", "end");
      assertThat(Objects.requireNonNull(open.tensors().get("end")).read().item()).isEqualTo(2.5);
    }
  }

  @Test
  void theFilesOfAnIndexAreReadAsOne() throws IOException {
    new Safetensors(Map.of("a", Tensor.of(1f)), Map.of("format", "pt"))
        .write(folder.resolve("1.safetensors"));
    new Safetensors(Map.of("b", Tensor.of(2f)), Map.of()).write(folder.resolve("2.safetensors"));
    Path index =
        index(
            "{\"metadata\":{\"total_size\":8},\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}");
    Safetensors read = Safetensors.read(index);
    assertThat(read.tensors().keySet()).containsExactly("a", "b");
    assertThat(read.metadata())
        .containsOnly(Map.entry("total_size", "8"), Map.entry("format", "pt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"weight_map\":{\"a\":\"../1.safetensors\"}}|tensor a is in \"../1.safetensors\" but that is not the name of a file in the same folder; fetch or save the files again",
        "{\"weight_map\":{\"a\":7}}|tensor a is in 7 but that is not the name of a file in the same folder; fetch or save the files again",
        "{\"weight_map\":{\"c\":\"1.safetensors\"}}|tensor c should be in 1.safetensors but is not; fetch or save the files again",
        "{\"weight_map\":{\"a\":\"1.safetensors\"}}|1.safetensors holds tensor b but the index does not list it there; fetch or save the files again",
        "{}|weight_map must map tensors to files but is (none); fetch or save the files again",
      })
  void indexesThatDoNotFitTheirFilesAreRefused(String text, String reason) throws IOException {
    Map<String, Tensor> both = new LinkedHashMap<>();
    both.put("a", Tensor.of(1f));
    both.put("b", Tensor.of(1f));
    new Safetensors(both, Map.of()).write(folder.resolve("1.safetensors"));
    Path index = index(text);
    assertThatThrownBy(() -> Safetensors.read(index))
        .isInstanceOf(FormatException.class)
        .hasMessage(index + ": " + reason);
  }

  @ParameterizedTest
  @CsvSource({"bad-overlap", "bad-header-length", "bad-shape", "bad-hole"})
  void theInvalidFilesOfTheReferenceAreRefused(String name) {
    Path file = TestFiles.shared("interchange/modern/tensors/" + name + ".safetensors");
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ");
  }

  @Test
  void eightBitFloatsAreListedAndRefusedByName() throws IOException {
    Path file = TestFiles.shared("interchange/modern/tensors/float8.safetensors");
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.tensors()).containsOnlyKeys("e4m3", "e5m2");
    }
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessageContaining("has the element type F8_E")
        .hasMessageEndingWith("can be read, convert the file first");
  }

  private Tensor written(StoredTensor tensor) throws IOException {
    Path file = folder.resolve("written.safetensors");
    SafetensorsWriter.write(file, Map.of("x", tensor), Map.of());
    return Objects.requireNonNull(Safetensors.read(file).tensors().get("x"));
  }

  private Path index(String text) throws IOException {
    return Files.writeString(folder.resolve("model.safetensors.index.json"), text);
  }

  private Path file(String header, long data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(16 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text).putLong(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }

  @Test
  void aTypeIsFoundByItsNameInAnyCase() {
    assertThat(StoredType.named("bf16")).contains(StoredType.BF16);
    assertThat(StoredType.named("Q4_K")).isEmpty();
  }
}
