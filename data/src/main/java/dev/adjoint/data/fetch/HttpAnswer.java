package dev.adjoint.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server answered to the request for a file, or for its bytes from some position on.
///
/// Redirects are followed, at most [#MOST_REDIRECTS], but never from https to http.
///
/// @param from the position in the file of the first byte that follows; 0 when the whole file comes
/// @param total the length of the whole file, if the server says so
/// @param version what identifies this version of the file in a later request: a strong entity tag
///   or the date of the last change
record HttpAnswer(
    HttpURLConnection connection, long from, OptionalLong total, Optional<String> version)
    implements AutoCloseable {

  /// How long a connection may take, and how long the server may be silent.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  static final int MOST_REDIRECTS = 10;

  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");
  private static final int NOT_SATISFIABLE = 416;

  /// Asks for the bytes of a file from a position on.
  ///
  /// The server may answer with the whole file nevertheless; [#from] says so. If the file has no
  /// such position, the whole file is requested.
  ///
  /// @param version the rest is requested only of this version; of another version, the whole file
  /// @throws AddressException if the address does not give the file
  static HttpAnswer ask(URI address, long from, Optional<String> version) throws AddressException {
    try {
      URI here = address;
      for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        HttpURLConnection connection = open(here, from, version);
        int status = connection.getResponseCode();
        if (isRedirect(status)) {
          here = target(here, connection.getHeaderField("Location"));
          connection.disconnect();
          continue;
        }
        if (status == NOT_SATISFIABLE && from > 0) {
          // The existing part is not the beginning of this file.
          connection.disconnect();
          return ask(address, 0, Optional.empty());
        }
        return answer(connection, status, from);
      }
      throw new AddressException("more than %d redirects".formatted(MOST_REDIRECTS));
    } catch (IOException e) {
      throw AddressException.of(e);
    }
  }

  private static HttpURLConnection open(URI address, long from, Optional<String> version)
      throws IOException {
    var connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setRequestProperty("User-Agent", "adjoint");
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(from));
      version.ifPresent(known -> connection.setRequestProperty("If-Range", known));
    }
    return connection;
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static URI target(URI here, String location) throws AddressException {
    URI next;
    try {
      next = here.resolve(String.valueOf(location));
    } catch (IllegalArgumentException _) {
      throw new AddressException("a redirect to '%s', which is not an address".formatted(location));
    }
    boolean secure = "https".equalsIgnoreCase(next.getScheme());
    boolean plain = "http".equalsIgnoreCase(next.getScheme());
    boolean allowed = secure || (plain && !"https".equalsIgnoreCase(here.getScheme()));
    if (next.getHost() == null || !allowed) {
      throw new AddressException("a redirect to %s, which is not followed".formatted(next));
    }
    return next;
  }

  private static HttpAnswer answer(HttpURLConnection connection, int status, long from)
      throws IOException {
    Optional<String> version = version(connection);
    if (status == HttpURLConnection.HTTP_OK) {
      long length = connection.getContentLengthLong();
      OptionalLong total = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
      return new HttpAnswer(connection, 0, total, version);
    }
    if (status == HttpURLConnection.HTTP_PARTIAL && from > 0) {
      Matcher range = RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
      if (range.matches() && Long.parseLong(range.group(1)) == from) {
        String total = range.group(2);
        return new HttpAnswer(
            connection,
            from,
            "*".equals(total) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)),
            version);
      }
      connection.disconnect();
      throw new AddressException(
          "the rest from byte %d was requested but the answer has '%s'"
              .formatted(from, connection.getHeaderField("Content-Range")));
    }
    String text = connection.getResponseMessage();
    connection.disconnect();
    throw new AddressException(
        "status %d%s".formatted(status, text == null || text.isEmpty() ? "" : " " + text));
  }

  private static Optional<String> version(HttpURLConnection connection) {
    String tag = connection.getHeaderField("ETag");
    if (tag != null && !tag.startsWith("W/")) {
      return Optional.of(tag);
    }
    return Optional.ofNullable(connection.getHeaderField("Last-Modified"));
  }

  /// The bytes, from [#from] on.
  InputStream body() throws AddressException {
    try {
      return connection.getInputStream();
    } catch (IOException e) {
      throw AddressException.of(e);
    }
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
