package dev.adjoint.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

  @TempDir private Path folder;

  @Test
  void tensorsOfEveryTypeComeBackToTheBit() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a.weight", Tensor.of(new float[][] {{1, -0f, Float.MIN_VALUE}, {2, 3, 4}}));
    tensors.put("b", Tensor.of(ElementType.F64, 0.1, Double.NaN));
    tensors.put("c", Tensor.of(Integer.MIN_VALUE, 7));
    tensors.put("d", Tensor.of(Long.MAX_VALUE));
    tensors.put("e", Tensor.of(true, false, true));
    tensors.put("scalar", Tensor.scalar(2.5f));
    tensors.put("empty", Tensor.zeros(0, 3));
    Path file = folder.resolve("all.safetensors");
    new Safetensors(tensors, Map.of("format", "pt", "Größe", "ü")).write(file);

    Safetensors read = Safetensors.read(file);

    assertThat(read.metadata()).containsEntry("format", "pt").containsEntry("Größe", "ü");
    assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach((name, tensor) -> {
      Tensor back = tensor(read, name);
      assertThat(back.shape()).isEqualTo(tensor.shape());
      assertThat(back.elementType()).isEqualTo(tensor.elementType());
      assertThat(Digest.sha256(Map.of("x", back))).isEqualTo(Digest.sha256(Map.of("x", tensor)));
    });
  }

  @Test
  void theFileHasTheLayoutOfTheFormat() throws IOException {
    Path file = folder.resolve("one.safetensors");
    new Safetensors(Map.of("w", Tensor.of(1f, 2f)), Map.of()).write(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong();
    byte[] text = new byte[header];
    bytes.get(text);
    assertThat(header % 8).isZero();
    assertThat(new String(text, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{\"adjoint.sha256\":\"%s\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
            Digest.sha256(Map.of("w", Tensor.of(1f, 2f))));
    assertThat(bytes.getFloat()).isEqualTo(1);
    assertThat(bytes.getFloat()).isEqualTo(2);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void halfPrecisionIsReadAsSinglePrecision() throws IOException {
    String header =
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[4,6]}}";
    byte[] data = {0x00, 0x3C, 0x00, (byte) 0xC0, (byte) 0x80, 0x3F};
    Safetensors read = Safetensors.read(file(header, data));
    assertThat(tensor(read, "h").toFloatArray()).containsExactly(1f, -2f);
    assertThat(tensor(read, "b").toFloatArray()).containsExactly(1f);
    assertThat(tensor(read, "h").elementType()).isEqualTo(ElementType.F32);
  }

  @Test
  void aHeaderWithAWrongLengthIsRefusedBeforeAnythingIsAllocated() throws IOException {
    Path file = folder.resolve("lie.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(Long.MAX_VALUE).array());
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": the header should have 9223372036854775807 bytes but the file has 16;"
                + " it is cut short or not a safetensors file, fetch or save the file again");
  }

  @Test
  void aTensorLargerThanTheFileIsRefused() throws IOException {
    Path file =
        file(
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[400000000],\"data_offsets\":[0,1600000000]}}",
            new byte[8]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessage(
            file
                + ": the tensors need 1600000000 bytes of data but the file has 8;"
                + " it is cut short or too long, fetch or save the file again");
  }

  @Test
  void offsetsThatDoNotFitTheShapeAreRefused() throws IOException {
    Path file =
        file("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}", new byte[12]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessage(
            file
                + ": tensor w [2] of F32 needs 8 bytes but has offsets 0 … 12;"
                + " fetch or save the file again");
  }

  @Test
  void overlapsAreRefused() throws IOException {
    Path file =
        file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            new byte[8]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessage(
            file
                + ": tensor b starts at byte 4 of the data but the previous one ends at 8;"
                + " fetch or save the file again");
  }

  @Test
  void unknownTypesAndBrokenJsonAreNamed() throws IOException {
    Path type =
        file("{\"w\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}", new byte[8]);
    assertThatThrownBy(() -> Safetensors.read(type))
        .hasMessage(
            type
                + ": tensor w has the element type C64; F64, F32, F16, BF16, I64, I32, I16, I8, U64,"
                + " U32, U16, U8, BOOL can be read, convert the file first");
    Path json = file("{\"w\":", new byte[0]);
    assertThatThrownBy(() -> Safetensors.read(json))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(json + ": the header is not JSON (");
    Path twice =
        file(
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
            new byte[0]);
    assertThatThrownBy(() -> Safetensors.read(twice)).isInstanceOf(FormatException.class);
  }

  @Test
  void aPathThatIsNotAFileIsNamed() {
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder + ": a safetensors file is expected but this is a folder; name a file in it");
    Path missing = folder.resolve("missing.safetensors");
    assertThatThrownBy(() -> Safetensors.read(missing))
        .isInstanceOf(FormatException.class)
        .hasMessage(missing + ": no such file; check the path");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"__metadata__\":{\"a\":1}}|__metadata__ a must be a text but is 1",
        "{\"__metadata__\":{\"a\":null}}|__metadata__ a must be a text but is null",
        "{\"__metadata__\":{\"a\":{\"b\":\"c\"}}}|__metadata__ a must be a text but is {\"b\":\"c\"}",
        "{\"__metadata__\":[]}|__metadata__ must map texts to texts but is []",
        "{\"__metadata__\":null}|__metadata__ must map texts to texts but is null",
        "{\"w\":7}|tensor w must have dtype, shape and data_offsets but is 7",
        "{\"w\":null}|tensor w must have dtype, shape and data_offsets but is null",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":null,\"data_offsets\":[0,0]}}|tensor w has the shape null; sizes are whole numbers, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,0]}}|tensor w has the shape (none); sizes are whole numbers, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,0]}}|tensor w has the shape [-1]; sizes are whole numbers, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,2]}}|tensor w has the shape [0.5]; sizes are whole numbers, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,4]}}|tensor w has the shape {}; sizes are whole numbers, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":null}}|tensor w has the data_offsets null; they must be two byte offsets, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0]}}|tensor w has the data_offsets [0]; they must be two byte offsets, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0,0]}}|tensor w has the data_offsets [0,0,0]; they must be two byte offsets, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[-4,-4]}}|tensor w has the data_offsets [-4,-4]; they must be two byte offsets, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[1e30,1e30]}}|tensor w has the data_offsets [1.0E30,1.0E30]; they must be two byte offsets, at least 0",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[99999999999999999999,99999999999999999999]}}|tensor w has the data_offsets [99999999999999999999,99999999999999999999]; they must be two byte offsets, at least 0",
      })
  void headersThatAreJsonOfAnotherFormAreRefused(String header, String reason) throws IOException {
    Path file = file(header, new byte[0]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": " + reason)
        .hasMessageEndingWith("fetch or save the file again");
  }

  @Test
  void headersMustBeUtf8AndStartWithABrace() throws IOException {
    Path space = file(" {}", new byte[0]);
    assertThatThrownBy(() -> Safetensors.read(space))
        .hasMessage(
            space
                + ": the header must start with { but starts with byte 32; it is not a safetensors"
                + " file or damaged, fetch or save the file again");
    Path latin = folder.resolve("latin.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(4);
    Files.write(latin, bytes.put(new byte[] {'{', (byte) 0xff, '}', ' '}).array());
    assertThatThrownBy(() -> Safetensors.read(latin))
        .hasMessage(latin + ": the header is not UTF-8; fetch or save the file again");
  }

  @Test
  void missingTypesAreNamed() throws IOException {
    Path file = file("{\"w\":{\"dtype\":4,\"shape\":[0],\"data_offsets\":[0,0]}}", new byte[0]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": tensor w has the element type 4; F64, F32,");
  }

  @Test
  void everyTruncationAndManyDamagesGiveAClearErrorOrTheTensors() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    new Safetensors(Map.of("w", Tensor.ones(3, 2), "b", Tensor.ones(4)), Map.of()).write(whole);
    byte[] bytes = Files.readAllBytes(whole);
    Path damaged = folder.resolve("damaged.safetensors");
    for (int length = 0; length < bytes.length; length++) {
      Files.write(damaged, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Safetensors.read(damaged)).isInstanceOf(FormatException.class);
    }
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 2_000; trial++) {
      byte[] copy = bytes.clone();
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
      Files.write(damaged, copy);
      try {
        assertThat(Safetensors.read(damaged).tensors()).isNotNull();
      } catch (FormatException e) {
        assertThat(e).hasMessageStartingWith(damaged + ": ");
      }
    }
  }

  @Test
  void everyFlippedBitOfTheTensorsIsDetected() throws IOException {
    Path file = folder.resolve("one.safetensors");
    new Safetensors(Map.of("w", Tensor.of(1f, 2f)), Map.of("note", "mine")).write(file);
    byte[] whole = Files.readAllBytes(file);
    assertThat(Safetensors.read(file).metadata()).containsOnly(Map.entry("note", "mine"));
    for (int i = whole.length - 8; i < whole.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) (1 << bit);
        Files.write(file, flipped);
        assertThatThrownBy(() -> Safetensors.read(file))
            .isInstanceOf(FormatException.class)
            .hasMessageMatching(
                ".*one.safetensors: the content has the digest [0-9a-f]{64} but the file was written with [0-9a-f]{64}; it is damaged, fetch or save the file again");
      }
    }
    String text = new String(whole, StandardCharsets.ISO_8859_1).replace("mine", "mind");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("it is damaged");
  }

  @Test
  void temporaryFilesOfAKilledWriteAreRemovedByTheNextOne() throws IOException {
    Path file = folder.resolve("one.safetensors");
    Path dead = Files.writeString(folder.resolve(".one.safetensors.999999999.tmp"), "half");
    long running = ProcessHandle.current().parent().orElseThrow().pid();
    Path busy =
        Files.writeString(folder.resolve(".one.safetensors.%d.tmp".formatted(running)), "busy");
    Path other = Files.writeString(folder.resolve(".two.safetensors.999999999.tmp"), "other");
    Path mine = Files.writeString(folder.resolve("one.safetensors.999999999.tmp"), "mine");
    AtomicFile.write(file, "whole");
    assertThat(file).hasContent("whole");
    assertThat(dead).doesNotExist();
    assertThat(busy).exists();
    assertThat(other).exists();
    assertThat(mine).exists();
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("kept.txt");
    AtomicFile.write(file, "old");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("disk full");
                }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theDigestDependsOnEveryBitNameShapeAndType() {
    String digest = Digest.sha256(Map.of("w", Tensor.of(1f, 2f)));
    assertThat(digest).hasSize(64);
    assertThat(Digest.sha256(Map.of("w", Tensor.of(1f, Math.nextUp(2f))))).isNotEqualTo(digest);
    assertThat(Digest.sha256(Map.of("v", Tensor.of(1f, 2f)))).isNotEqualTo(digest);
    assertThat(Digest.sha256(Map.of("w", Tensor.of(1f, 2f).reshape(1, 2)))).isNotEqualTo(digest);
    assertThat(Digest.sha256(Map.of("w", Tensor.of(new float[] {1, 2}, Shape.of(2)))))
        .isEqualTo(digest);
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(data);
    Path file = Files.createTempFile(folder, "made", ".safetensors");
    return Files.write(file, bytes.array());
  }

  private static Tensor tensor(Safetensors file, String name) {
    return Objects.requireNonNull(file.tensors().get(name), name);
  }
}
