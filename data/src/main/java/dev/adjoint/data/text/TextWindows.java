package dev.adjoint.data.text;

import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Samples;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;

/// A long text as samples: windows of `context` tokens one after another, and for each position the
/// token that follows.
///
/// An epoch is one pass over the text. In training the windows of each epoch begin at another
/// offset, so that a token is not always predicted from the same tokens.
///
/// **Shapes**: features and target `[N, context]`, I64.
public final class TextWindows implements Samples {

  private final int[] tokens;
  private final int context;
  private final OptionalLong seed;
  private final int shift;

  private TextWindows(int[] tokens, int context, OptionalLong seed, int shift) {
    this.tokens = tokens;
    this.context = context;
    this.seed = seed;
    this.shift = shift;
  }

  /// Windows that are the same in every epoch.
  ///
  /// @param tokens the text, at least `context + 1` tokens
  public static TextWindows fixed(int[] tokens, int context) {
    return new TextWindows(tokens.clone(), context, OptionalLong.empty(), 0);
  }

  /// Windows that begin at another offset in each epoch.
  ///
  /// @param tokens the text, at least `context + 1` tokens
  /// @param seed decides the offsets
  public static TextWindows shifting(int[] tokens, int context, long seed) {
    return new TextWindows(tokens.clone(), context, OptionalLong.of(seed), 0);
  }

  /// The tokens of the text.
  public int tokens() {
    return tokens.length;
  }

  /// The number of windows that fit into the text with the greatest offset, at least 1.
  @Override
  public int count() {
    int spare = seed.isPresent() ? context - 1 : 0;
    return Math.max(1, (tokens.length - 1 - spare) / context);
  }

  @Override
  public Samples inEpoch(int epoch) {
    if (seed.isEmpty()) {
      return this;
    }
    int room = Math.min(context, tokens.length - count() * context);
    int start = RandomStream.of(seed.getAsLong(), "windows", epoch).nextInt(room);
    return new TextWindows(tokens, context, seed, start);
  }

  @Override
  public Map<String, Tensor> read(int[] rows) {
    long[] x = new long[rows.length * context];
    long[] y = new long[rows.length * context];
    for (int row = 0; row < rows.length; row++) {
      int start = shift + rows[row] * context;
      for (int i = 0; i < context; i++) {
        x[row * context + i] = tokens[start + i];
        y[row * context + i] = tokens[start + i + 1];
      }
    }
    Shape shape = Shape.of(rows.length, context);
    return Map.of(FEATURES, Tensor.of(x, shape), TARGET, Tensor.of(y, shape));
  }

  @Override
  public long bytes() {
    return (long) tokens.length * Integer.BYTES;
  }

  /// No: the tokens are in memory.
  @Override
  public boolean isReadAhead() {
    return false;
  }

  @Override
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = new byte[Integer.BYTES];
      for (int token : tokens) {
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (token >>> (8 * i));
        }
        digest.update(bytes);
      }
      return "%d tokens in windows of %d, sha256 %s"
          .formatted(tokens.length, context, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
