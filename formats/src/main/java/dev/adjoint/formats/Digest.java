package dev.adjoint.formats;

import dev.adjoint.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// A checksum of tensors: equal exactly when all names, types, shapes and bits are.
public final class Digest {

  private Digest() {}

  /// SHA-256 over the tensors in the order of their names, each as name, type and shape in text and
  /// its elements as little-endian bytes, in hexadecimal.
  public static String sha256(Map<String, Tensor> tensors) {
    return sha256(tensors, Map.of());
  }

  /// The same over tensors and then texts, in the order of their names.
  static String sha256(Map<String, Tensor> tensors, Map<String, String> texts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    new TreeMap<>(tensors)
        .forEach((name, tensor) -> {
          String head = "%s %s %s\n".formatted(name, tensor.elementType(), tensor.shape());
          digest.update(head.getBytes(StandardCharsets.UTF_8));
          digest.update(StoredType.of(tensor.elementType()).encode(tensor));
        });
    new TreeMap<>(texts)
        .forEach((name, text) ->
            digest.update(
                "%d %d %s%s"
                    .formatted(name.length(), text.length(), name, text)
                    .getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
