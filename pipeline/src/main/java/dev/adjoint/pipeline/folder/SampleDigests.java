package dev.adjoint.pipeline.folder;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.formats.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// Digests of the samples of a run, one for each part. Samples that are read again are compared
/// with those of the run by their digests.
///
/// The digest is over the prepared samples in their order; samples that are not in memory give
/// their own text ([Source#fingerprint]). So it changes when rows are added, removed, sorted or
/// edited, and does not change with a column that the run does not use.
///
/// @param parts the digest of each part: `train`, `validation`, and `test` where there is one
public record SampleDigests(Map<String, String> parts) {

  /// The digests of these samples.
  public static SampleDigests of(Prepared prepared) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("train", digest(prepared.training()));
    parts.put("validation", digest(prepared.validation()));
    prepared.test().ifPresent(test -> parts.put("test", digest(test)));
    return new SampleDigests(parts);
  }

  private static String digest(Source source) {
    if (!(source instanceof DataSet data)) {
      return source.fingerprint();
    }
    return "%d samples, sha256 %s"
        .formatted(
            data.count(),
            Digest.sha256(Map.of("features", data.features(), "target", data.target())));
  }

  /// Reads the entry of `model.json`.
  ///
  /// @throws DataException when a part is missing or not a text
  static SampleDigests fromMap(PlainMap fields) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("train", fields.text("train"));
    parts.put("validation", fields.text("validation"));
    if (fields.values().containsKey("test")) {
      parts.put("test", fields.text("test"));
    }
    return new SampleDigests(parts);
  }

  /// Refuses samples that are not those of the run.
  ///
  /// @param source the name of the data
  /// @param present the digests of the samples as they are read now
  /// @throws DataException naming the parts that differ
  void requireSame(String source, SampleDigests present) {
    StringJoiner differences = new StringJoiner("; ");
    parts.forEach((part, then) -> {
      String now = present.parts.getOrDefault(part, "missing");
      if (!now.equals(then)) {
        differences.add("%s was %s and is now %s".formatted(part, shortened(then), shortened(now)));
      }
    });
    if (differences.length() > 0) {
      throw new DataException(
          "read %s: the data has changed since the run (%s), so it is unknown which samples it trained on and which it held out; restore the data, give new data, or train again"
              .formatted(source, differences));
    }
  }

  /// The text with the first digits of the digest only.
  private static String shortened(String digest) {
    return digest.replaceFirst("(sha256 .{12}).*", "$1…");
  }
}
