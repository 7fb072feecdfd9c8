package dev.adjoint.serve.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON bodies, read as untrusted: depth, number of values and length of numbers are limited while
/// the text is read, before anything is made of it.
public final class Json {

  private static final int DEPTH = 32;
  private static final int VALUES = 1 << 20;
  private static final int DIGITS = 100;
  private static final int NAME = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxTokenCount(VALUES)
                          .maxNumberLength(DIGITS)
                          .maxNameLength(NAME)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Json() {}

  /// Maps, lists, texts and numbers as JSON text.
  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// Maps, lists, texts and numbers as JSON text.
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Reads a body: maps, lists, texts, numbers, truth values and `null`.
  ///
  /// @throws Refusal 400 when it is not JSON, with line and column; 413 when it is too deep or too
  ///   large
  public static @Nullable Object read(byte[] body) {
    if (body.length == 0) {
      throw Refusal.of(400, "body: it is empty; send JSON");
    }
    try {
      return Plain.of(MAPPER.readTree(body));
    } catch (StreamConstraintsException e) {
      throw Refusal.of(
          413,
          "body: JSON may have at most %d levels, %,d values, numbers of %d digits and names of %,d letters; send less, or in several requests"
              .formatted(DEPTH, VALUES, DIGITS, NAME));
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw Refusal.of(
          400,
          "body: it is not JSON%s: %s"
              .formatted(
                  at == null || at.getLineNr() < 1
                      ? ""
                      : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()),
                  String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("")));
    }
  }

  /// Reads a body that must be an object.
  ///
  /// @throws Refusal as [#read], and when it is something else
  public static Map<String, @Nullable Object> object(byte[] body) {
    if (read(body) instanceof Map<?, ?> map) {
      return Plain.texts(map);
    }
    throw Refusal.of(400, "body: it must be a JSON object; send { … }");
  }
}
