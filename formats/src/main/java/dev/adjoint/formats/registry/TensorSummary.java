package dev.adjoint.formats.registry;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/// Figures of the elements of a tensor.
///
/// @param statistics of the finite elements; empty if there are none, or the type cannot be read
/// @param notFinite how many elements are infinite or not a number
/// @param sha256 of the elements as bytes, little-endian in C order, in hexadecimal
public record TensorSummary(Optional<Statistics> statistics, int notFinite, String sha256) {

  /// Figures of numbers; truth values count as 0 and 1.
  ///
  /// @param deviation the root of the mean squared distance from the mean
  public record Statistics(double least, double mean, double greatest, double deviation) {}

  /// Reads a tensor and summarizes it.
  ///
  /// @throws IOException if it cannot be read
  public static TensorSummary of(StoredTensor stored) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    stored.copyTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return stored.type().readAs().isEmpty()
        ? new TensorSummary(Optional.empty(), 0, sha256)
        : of(stored.read(), sha256);
  }

  private static TensorSummary of(Tensor tensor, String sha256) {
    IntToDoubleFunction elements = elements(tensor);
    int count = tensor.shape().count();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int finite = 0;
    for (int i = 0; i < count; i++) {
      double element = elements.applyAsDouble(i);
      if (Double.isFinite(element)) {
        least = Math.min(least, element);
        greatest = Math.max(greatest, element);
        sum += element;
        finite++;
      }
    }
    if (finite == 0) {
      return new TensorSummary(Optional.empty(), count, sha256);
    }
    double mean = sum / finite;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double element = elements.applyAsDouble(i);
      if (Double.isFinite(element)) {
        squares += (element - mean) * (element - mean);
      }
    }
    Statistics statistics = new Statistics(least, mean, greatest, Math.sqrt(squares / finite));
    return new TensorSummary(Optional.of(statistics), count - finite, sha256);
  }

  private static IntToDoubleFunction elements(Tensor tensor) {
    return switch (tensor.elementType()) {
      case F32, F16, BF16 -> {
        float[] elements = tensor.toFloatArray();
        yield i -> elements[i];
      }
      case F64 -> {
        double[] elements = tensor.toDoubleArray();
        yield i -> elements[i];
      }
      case I32, I8, U8 -> {
        int[] elements = tensor.toIntArray();
        yield i -> elements[i];
      }
      case I64 -> {
        long[] elements = tensor.toLongArray();
        yield i -> elements[i];
      }
      case BOOL -> {
        boolean[] elements = tensor.toBooleanArray();
        yield i -> elements[i] ? 1 : 0;
      }
    };
  }
}
