package dev.adjoint.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a handler sees of a request.
public final class Request {

  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, List<String>> headers;
  private final Map<String, String> names;
  private final Supplier<byte[]> body;

  /// A request.
  ///
  /// @param method the method
  /// @param path the path as it was sent
  /// @param query the decoded entries of the query
  /// @param headers the header lines; names in lower case
  /// @param names the texts for the names in the pattern of the route
  /// @param body reads the body, once
  Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, List<String>> headers,
      Map<String, String> names,
      Supplier<byte[]> body) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.names = names;
    this.body = body;
  }

  /// The method, such as `POST`.
  public String method() {
    return method;
  }

  /// The path as it was sent, percent-encoded.
  public String path() {
    return path;
  }

  /// The text for a name in the route's pattern.
  ///
  /// @param name such as `model`
  /// @return empty if the route's pattern has no such name
  public Optional<String> name(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /// An entry of the query.
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// The value of a header that occurs at most once.
  ///
  /// @param name the name in lower case
  /// @throws Refusal when the header occurs more than once
  public Optional<String> header(String name) {
    List<String> lines = headers.getOrDefault(name, List.of());
    if (lines.size() > 1) {
      throw Refusal.of(
          400, "header %s: it occurs %d times; send it once".formatted(name, lines.size()));
    }
    return lines.stream().findFirst();
  }

  /// The content type in lower case without its parameters; empty where there is none.
  public String contentType() {
    return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /// The bytes of the body.
  ///
  /// @throws Refusal when the body is too long or does not arrive in time
  public byte[] body() {
    return body.get();
  }

  /// The body as text.
  ///
  /// @throws Refusal as [#body()], and when it is not UTF-8
  public String text() {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body())).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.of(400, "body: it is not UTF-8 text; encode it in UTF-8");
    }
  }

  /// The fields of a form that a page sent without a script.
  ///
  /// @throws Refusal as [#text()], and when a field is not well encoded or occurs twice
  public Map<String, String> form() {
    return entries(text(), "form");
  }

  /// The entries of `a=1&b=2`.
  ///
  /// @param what names the source in messages
  static Map<String, String> entries(String encoded, String what) {
    Map<String, String> entries = new LinkedHashMap<>();
    if (encoded.isEmpty()) {
      return entries;
    }
    for (String part : encoded.split("&", -1)) {
      String[] pair = part.split("=", 2);
      try {
        String name = URLDecoder.decode(pair[0], UTF_8);
        String value = pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8);
        if (entries.put(name, value) != null) {
          throw Refusal.of(400, "%s: %s occurs twice; send it once".formatted(what, name));
        }
      } catch (IllegalArgumentException e) {
        throw Refusal.of(
            400, "%s: a %%-sign must be followed by two hexadecimal digits".formatted(what));
      }
    }
    return entries;
  }
}
