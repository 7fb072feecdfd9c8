package dev.adjoint.formats.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.registry.TensorFormats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

  @TempDir private Path folder;

  private static ByteBuffer little(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Path write(GgufBytes bytes) throws IOException {
    return Files.write(folder.resolve("模型 1.gguf"), bytes.file());
  }

  private static StoredTensor tensor(GgufFile file, String name) {
    return Objects.requireNonNull(file.tensors().get(name), name);
  }

  private static float[] elements(Path path) throws IOException {
    return Objects.requireNonNull(TensorFormats.weights(path).get("w"), "w").toFloatArray();
  }

  @Test
  void plainTypesAreReadAsTheyAre() throws IOException {
    byte[] f32 =
        little(24).putFloat(1).putFloat(2).putFloat(3).putFloat(4).putFloat(5).putFloat(6).array();
    byte[] f16 = little(4).putShort(Float.floatToFloat16(0.1f)).putShort((short) 0x3c00).array();
    byte[] bf16 = little(4).putShort((short) 0x3f80).putShort((short) 0xc000).array();
    Path path =
        write(
            new GgufBytes()
                .entry("general.architecture", 8, GgufBytes.text("llama"))
                .entry("llama.block_count", 4, GgufBytes.u32(22))
                .entry(
                    "tokenizer.ggml.scores",
                    9,
                    little(4 + 8 + 8).putInt(6).putLong(2).putFloat(1).putFloat(-2).array())
                .tensor("a", 0, f32, 3, 2)
                .tensor("b", 1, f16, 2)
                .tensor("c", 30, bf16, 2));

    try (GgufFile file = GgufFile.open(path)) {
      assertThat(file.metadata())
          .containsEntry("general.architecture", "llama")
          .containsEntry("llama.block_count", "22")
          .containsEntry("tokenizer.ggml.scores", "[1.0, -2.0]")
          .containsEntry("types", "{F32=1, F16=1, BF16=1}");
      assertThat(tensor(file, "a").toString()).isEqualTo("F32 [2, 3]");
      assertThat(tensor(file, "a").read().toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(tensor(file, "b").type()).isEqualTo(StoredType.F16);
      assertThat(tensor(file, "b").read().toFloatArray())
          .containsExactly(Float.float16ToFloat(Float.floatToFloat16(0.1f)), 1);
      assertThat(tensor(file, "c").read().toFloatArray()).containsExactly(1, -2);
    }
  }

  @Test
  void eightBitBlocksAreScaledIntegers() throws IOException {
    ByteBuffer blocks = ByteBuffer.allocate(2 * 34).order(ByteOrder.LITTLE_ENDIAN);
    float[] expected = new float[64];
    for (int block = 0; block < 2; block++) {
      blocks.putShort(Float.floatToFloat16(block == 0 ? 0.5f : -0.125f));
      for (int i = 0; i < 32; i++) {
        byte q = (byte) (8 * i - 128);
        blocks.put(q);
        expected[block * 32 + i] = (block == 0 ? 0.5f : -0.125f) * q;
      }
    }

    Path path = write(new GgufBytes().tensor("w", 8, blocks.array(), 32, 2));

    assertThat(elements(path)).containsExactly(expected);
  }

  /// Packs 256 elements as the description of Q4_K says, and compares with the formula.
  @Test
  void fourBitBlocksHaveAScaleAndAMinimumForEach32Elements() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    float d = 0.0625f;
    float least = 0.03125f;
    int[] scales = random.ints(8, 0, 64).toArray();
    int[] minima = random.ints(8, 0, 64).toArray();
    int[] q = random.ints(256, 0, 16).toArray();
    byte[] packed = new byte[12];
    for (int j = 0; j < 8; j++) {
      if (j < 4) {
        packed[j] |= (byte) scales[j];
        packed[j + 4] |= (byte) minima[j];
      } else {
        packed[j + 4] = (byte) ((scales[j] & 0xf) | ((minima[j] & 0xf) << 4));
        packed[j - 4] |= (byte) ((scales[j] >> 4) << 6);
        packed[j] |= (byte) ((minima[j] >> 4) << 6);
      }
    }
    ByteBuffer block = ByteBuffer.allocate(144).order(ByteOrder.LITTLE_ENDIAN);
    block.putShort(Float.floatToFloat16(d)).putShort(Float.floatToFloat16(least)).put(packed);
    for (int pair = 0; pair < 4; pair++) {
      for (int i = 0; i < 32; i++) {
        block.put((byte) (q[pair * 64 + i] | (q[pair * 64 + 32 + i] << 4)));
      }
    }
    float[] expected = new float[256];
    for (int i = 0; i < 256; i++) {
      expected[i] = d * scales[i / 32] * q[i] - least * minima[i / 32];
    }

    Path path = write(new GgufBytes().tensor("w", 12, block.array(), 256));

    assertThat(elements(path)).containsExactly(expected);
  }

  @Test
  void sixBitBlocksHaveAScaleForEach16Elements() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    float d = 0.015625f;
    int[] scales = random.ints(16, -128, 128).toArray();
    int[] q = random.ints(256, 0, 64).toArray();
    byte[] low = new byte[128];
    byte[] high = new byte[64];
    for (int i = 0; i < 256; i++) {
      int part = i / 128;
      int quarter = i % 128 / 32;
      int column = i % 32;
      low[part * 64 + quarter % 2 * 32 + column] |= (byte) ((q[i] & 0xf) << (quarter / 2 * 4));
      high[part * 32 + column] |= (byte) ((q[i] >> 4) << (2 * quarter));
    }
    ByteBuffer block = ByteBuffer.allocate(210).order(ByteOrder.LITTLE_ENDIAN);
    block.put(low).put(high);
    for (int scale : scales) {
      block.put((byte) scale);
    }
    block.putShort(Float.floatToFloat16(d));
    float[] expected = new float[256];
    for (int i = 0; i < 256; i++) {
      expected[i] = d * scales[i / 16] * (q[i] - 32);
    }

    Path path = write(new GgufBytes().tensor("w", 14, block.array(), 256));

    assertThat(elements(path)).containsExactly(expected);
  }

  @Test
  void otherQuantizedTypesAreListedAndRefusedByName() throws IOException {
    Path path = write(new GgufBytes().tensor("w", 10, new byte[84], 256));

    try (GgufFile file = GgufFile.open(path)) {
      assertThat(file.types()).containsEntry("w", GgufType.Q2_K);
      assertThatThrownBy(() -> tensor(file, "w").read())
          .isInstanceOf(FormatException.class)
          .hasMessage(
              path
                  + ": tensor w is stored as Q2_K, which is not read; F32, F16, Q8_0, Q4_K, Q6_K, I8, I16, I32, I64, F64, BF16 are, quantize the model to Q8_0 or Q4_K");
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    Path cut = write(new GgufBytes().tensor("w", 0, new byte[8], 4096));
    assertThatThrownBy(() -> GgufFile.open(cut))
        .hasMessage(
            cut
                + ": tensor w [4096] of F32 needs 16384 bytes at byte 0 of the data, which begins at byte 64 of 96; the file is cut off or damaged");
    Path partial = write(new GgufBytes().tensor("w", 8, new byte[34], 16));
    assertThatThrownBy(() -> GgufFile.open(partial))
        .hasMessage(
            partial
                + ": tensor w [16] of Q8_0 has rows that are not whole blocks of 32 elements; the file is damaged");
    Path unknown = write(new GgufBytes().tensor("w", 99, new byte[34], 16));
    assertThatThrownBy(() -> GgufFile.open(unknown))
        .hasMessage(
            unknown
                + ": at byte 49: tensor w has the type 99, which is unknown; the file is damaged or newer, F32, F16, Q8_0, Q4_K, Q6_K, I8, I16, I32, I64, F64, BF16 can be read");
    byte[] many = new GgufBytes().file();
    ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN).putLong(8, 1L << 60);
    Path huge = Files.write(folder.resolve("huge.gguf"), many);
    assertThatThrownBy(() -> GgufFile.open(huge))
        .hasMessage(
            huge
                + ": at byte 16: 1152921504606846976 tensors do not fit into the 16 bytes that follow; the file is cut off or damaged");
    byte[] old = new GgufBytes().file();
    old[4] = 1;
    Path first = Files.write(folder.resolve("old.gguf"), old);
    assertThatThrownBy(() -> GgufFile.open(first))
        .hasMessage(
            first
                + ": at byte 8: the file has version 1 but versions 2 and 3 are read, little-endian; convert it with a current llama.cpp");
  }
}
