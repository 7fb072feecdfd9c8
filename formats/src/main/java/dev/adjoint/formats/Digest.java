package dev.adjoint.formats;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A checksum of tensors: equal exactly when all names, types, shapes and bits are.
public final class Digest {

  private Digest() {}

  /// SHA-256 over the tensors in the order of their names, each as name, type and shape in text and
  /// its elements as little-endian bytes, in hexadecimal.
  public static String sha256(Map<String, Tensor> tensors) {
    return sha256(tensors, Map.of());
  }

  /// SHA-256 over tensors and then texts, each in the order of their names.
  static String sha256(Map<String, Tensor> tensors, Map<String, String> texts) {
    Map<String, StoredTensor> stored = new TreeMap<>();
    tensors.forEach((name, tensor) -> stored.put(name, StoredTensor.of(tensor)));
    try {
      return ofStored(stored, texts).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("tensors in memory are read without a disk", e);
    }
  }

  /// The digest of the tensors that reading would give; empty if a type cannot be read.
  static Optional<String> ofStored(Map<String, StoredTensor> tensors, Map<String, String> texts)
      throws IOException {
    if (tensors.values().stream().anyMatch(tensor -> tensor.type().readAs().isEmpty())) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    for (Map.Entry<String, StoredTensor> entry : new TreeMap<>(tensors).entrySet()) {
      Tensor tensor = entry.getValue().read();
      String head = "%s %s %s\n".formatted(entry.getKey(), tensor.elementType(), tensor.shape());
      into.write(head.getBytes(StandardCharsets.UTF_8));
      StoredTensor.of(tensor).copyTo(into);
    }
    new TreeMap<>(texts)
        .forEach((name, text) ->
            digest.update(
                "%d %d %s%s"
                    .formatted(name.length(), text.length(), name, text)
                    .getBytes(StandardCharsets.UTF_8)));
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
