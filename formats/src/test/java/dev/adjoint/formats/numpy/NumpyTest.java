package dev.adjoint.formats.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.TestFiles;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyTest {

  @TempDir private Path folder;

  @Test
  void anArrayHasTheLayoutOfNumpy() throws IOException {
    Path file = folder.resolve("a.npy");
    Numpy.write(file, Tensor.of(new float[][] {{1, 2}, {3, 4}}));
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }"
                + " ".repeat(58)
                + "\n");
    assertThat(bytes).hasSize(128 + 16);
  }

  @Test
  void arraysOfEveryTypeComeBack() throws IOException {
    Map<String, StoredTensor> arrays = new LinkedHashMap<>();
    arrays.put("layer/weight", StoredTensor.of(Tensor.of(new float[][] {{1, -0f}, {2, 3}})));
    arrays.put("half", StoredTensor.of(Tensor.of(1.5f), StoredType.F16));
    arrays.put("double", StoredTensor.of(Tensor.of(ElementType.F64, 0.1)));
    arrays.put("small", StoredTensor.of(Tensor.of(-7), StoredType.I8));
    arrays.put("long", StoredTensor.of(Tensor.of(Long.MAX_VALUE)));
    arrays.put("mask", StoredTensor.of(Tensor.of(true, false)));
    arrays.put("scalar", StoredTensor.of(Tensor.scalar(2.5f)));
    arrays.put("one axis", StoredTensor.of(Tensor.of(1, 2, 3)));
    arrays.put("空", StoredTensor.of(Tensor.zeros(0, 3)));
    Path file = folder.resolve("all.npz");
    Numpy.writeAll(file, arrays);
    Map<String, Tensor> read = Numpy.readAll(file);
    assertThat(read.keySet()).containsExactlyElementsOf(arrays.keySet());
    for (Map.Entry<String, StoredTensor> entry : arrays.entrySet()) {
      Tensor back = Objects.requireNonNull(read.get(entry.getKey()));
      assertThat(back.contentEquals(entry.getValue().read())).as(entry.getKey()).isTrue();
      assertThat(back.shape()).isEqualTo(entry.getValue().shape());
    }
    assertThatThrownBy(() -> Numpy.read(file))
        .hasMessage(file + ": one array is expected but the archive has 9; read it with readAll");
    assertThatThrownBy(() -> Numpy.write(file, StoredTensor.of(Tensor.of(1f), StoredType.BF16)))
        .hasMessage("npy: NumPy has no element type BF16; write F32 or F16 instead");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{'descr': '<U5', 'fortran_order': False, 'shape': (2,), }~the elements are of NumPy's type <U5; floating-point numbers of 2, 4 and 8 bytes, integers, truth values and complex numbers can be read, convert the array with astype",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }~the elements are of NumPy's type |O; floating-point numbers of 2, 4 and 8 bytes, integers, truth values and complex numbers can be read, convert the array with astype",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }~the array [3] of F32 needs 12 bytes but has 8; it is cut short or too long, fetch or save the file again",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }~the header should have a value at character 34 but has 0, 'shape': (2,),; fetch or save the file again",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }~shape must be a tuple of whole numbers below 2147483648 but is (99999999999,); fetch or save the file again",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), }~shape: a tensor has at most 2147483647 elements, but [65536, 65536] has 4294967296, which take 16.0 GiB as F32; split it into parts",
        "{'descr': '<f4', 'shape': (2,), }~the header has no fortran_order; fetch or save the file again",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }~the header has the key descr twice; fetch or save the file again",
        "{'a': '', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }~the header has the keys [a, descr, fortran_order, shape]; fetch or save the file again",
        "__import__('os').system('true')~the header is not a dictionary but __import__('os').system('true'); fetch or save the file again",
      })
  void headersOfAnotherFormAreRefused(String header, String reason) throws IOException {
    Path file = folder.resolve("made.npy");
    String start = "\u0093NUMPY\u0001\u0000" + (char) header.length() + "\u0000";
    Files.write(file, (start + header + "\0".repeat(8)).getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Numpy.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c-order", "fortran-order", "big-endian", "version2"})
  void ordersAndVersionsOfRealFilesGiveTheSameArray(String name) throws IOException {
    Tensor read = Numpy.read(TestFiles.shared("interchange/modern/npy/" + name + ".npy"));
    float[] expected = new float[24];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i / 7f;
    }
    assertThat(read.toFloatArray()).containsExactly(expected);
    assertThat(read.shape().toArray()).containsExactly(2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f2", "f8", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "bool"})
  void everyTypeOfARealFileIsRead(String type) throws IOException {
    Tensor read =
        Numpy.read(TestFiles.shared("interchange/modern/npy/dtype-%s.npy".formatted(type)));
    double[] expected = type.equals("bool") ? new double[] {0, 1, 1} : new double[] {0, 1, 2};
    assertThat(read.to(ElementType.F64).toDoubleArray()).containsExactly(expected);
  }

  @Test
  void realArchivesAreReadCompressedOrNot() throws IOException {
    Map<String, Tensor> plain = Numpy.readAll(TestFiles.shared("interchange/modern/npy/plain.npz"));
    Map<String, Tensor> compressed =
        Numpy.readAll(TestFiles.shared("interchange/modern/npy/compressed.npz"));
    assertThat(plain).containsOnlyKeys("x", "y");
    assertThat(compressed).containsOnlyKeys("x", "y", "layer/weight");
    plain.forEach((name, array) ->
        assertThat(array.contentEquals(Objects.requireNonNull(compressed.get(name)))).isTrue());
    assertThat(Numpy.readAll(TestFiles.shared("interchange/modern/npy/positional.npz")))
        .containsOnlyKeys("arr_0", "arr_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text", "structured", "object", "datetime", "version3", "truncated", "dtype-c8"})
  void realArraysThatATensorCannotHoldAreRefused(String name) {
    Path file = TestFiles.shared("interchange/modern/npy/" + name + ".npy");
    assertThatThrownBy(() -> Numpy.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ");
  }
}
