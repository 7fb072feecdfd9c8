package dev.adjoint.pipeline.folder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The entry `sha256` of a JSON file: the SHA-256 digest of all other entries.
///
/// A digit that changed on a disk leaves a file that is valid JSON and describes another
/// preparation, so the entries alone cannot show the damage. The digest covers the values and their
/// order, not the white space between them.
final class ContentDigest {

  private static final String KEY = "sha256";

  private ContentDigest() {}

  /// The text of a file with the digest as its last entry.
  static String addedTo(Map<String, ?> content) {
    Map<String, Object> all = new LinkedHashMap<>(content);
    all.put(KEY, of(JsonText.map(JsonText.of(content))));
    return JsonText.of(all);
  }

  /// Checks the content of a file. A file without a digest is accepted: it was saved by an earlier
  /// version, or somebody edited it and removed the entry.
  ///
  /// @throws IllegalArgumentException if the digest is that of another content
  static void require(Map<?, ?> content) {
    Object saved = content.get(KEY);
    if (saved == null) {
      return;
    }
    Map<Object, Object> others = new LinkedHashMap<>(content);
    others.remove(KEY);
    String now = of(others);
    if (!now.equals(saved)) {
      throw new IllegalArgumentException(
          "its content has the SHA-256 digest %s but it was saved with %s, so something in it changed (after an edit of yours, remove the entry \"%s\")"
              .formatted(now.substring(0, 12), beginning(saved), KEY));
    }
  }

  private static String of(Map<?, ?> content) {
    try {
      byte[] text = JsonText.of(content).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static String beginning(Object saved) {
    String text = String.valueOf(saved);
    return text.substring(0, Math.min(12, text.length()));
  }
}
