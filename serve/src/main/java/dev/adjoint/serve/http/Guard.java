package dev.adjoint.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Accepts only requests that are meant for this server.
///
/// - `Host` must be an address that this server listens on, or a declared name. So a page of
///   another site whose name resolves to this address (DNS rebinding) is refused. `Host` is never
///   compared with `Origin`: for such a page the two are equal.
/// - `Origin`, if a browser sends it, must be this server's. So no page of another site can send
///   requests. No answer has a header that shares it with other sites.
/// - With a token, every request must carry it: `Authorization: Bearer …`, or the cookie that a
///   page gets when it is opened with `?token=…`.
///
/// @param hosts the values of `Host` that are answered, in lower case, with the port
/// @param token the secret text, or empty if none is needed
public record Guard(Set<String> hosts, Optional<String> token) {

  private static final String BEARER = "bearer ";

  /// Copies the set.
  public Guard {
    hosts = Set.copyOf(hosts);
  }

  /// A guard of a port.
  ///
  /// @param names names and addresses without a port; an address of version 6 in square brackets
  /// @param declared names under which a proxy is reached, with any port
  /// @param port the port that is listened on
  public static Guard of(
      Set<String> names, Set<String> declared, int port, Optional<String> token) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String name : names) {
      String small = name.toLowerCase(Locale.ROOT);
      hosts.add(small + ":" + port);
      if (port == 80) {
        hosts.add(small);
      }
    }
    for (String name : declared) {
      String small = name.toLowerCase(Locale.ROOT);
      hosts.add(small);
      hosts.add(small + ":" + port);
    }
    return new Guard(hosts, token);
  }

  /// The name of the cookie; cookies are shared by all ports of a host, so it has the port's
  /// number.
  static String cookie(int port) {
    return "adjoint-" + port;
  }

  /// Checks host and origin.
  ///
  /// @param target the address in the request line
  /// @throws Refusal 400 or 403 with the reason
  void requireOurs(Request request, URI target) {
    String host =
        request
            .header("host")
            .orElseThrow(() -> Refusal.of(400, "header host: it is missing; send it"));
    requireHost(host);
    if (target.getRawAuthority() != null) {
      requireHost(target.getRawAuthority());
    }
    request.header("origin").ifPresent(this::requireOrigin);
    requireSameSite(request);
  }

  private void requireHost(String host) {
    if (!hosts.contains(host.toLowerCase(Locale.ROOT))) {
      throw Refusal.of(
          403,
          "header host: this server does not answer to this name; use the address that it printed, or declare the name with --host when it is started");
    }
  }

  private void requireOrigin(String origin) {
    String small = origin.toLowerCase(Locale.ROOT);
    int end = small.indexOf("://");
    boolean isWeb = small.startsWith("http://") || small.startsWith("https://");
    if (!isWeb || !hosts.contains(small.substring(end + 3))) {
      throw Refusal.of(
          403, "header origin: pages of other sites may not ask this server; open its own page");
    }
  }

  /// A link on another site may be followed (a navigation); all other requests from other sites are
  /// refused.
  private static void requireSameSite(Request request) {
    String site = request.header("sec-fetch-site").orElse("none");
    boolean isOwn = site.equals("none") || site.equals("same-origin");
    boolean isLink =
        request.method().equals("GET")
            && request.header("sec-fetch-mode").orElse("").equals("navigate")
            && request.header("sec-fetch-dest").orElse("").equals("document");
    if (!isOwn && !isLink) {
      throw Refusal.of(
          403,
          "header sec-fetch-site: pages of other sites may not ask this server; open its own page");
    }
  }

  /// Checks the token.
  ///
  /// @param port the port of this server
  /// @throws Refusal 401 when it is missing or wrong
  void requireToken(Request request, int port) {
    if (token.isEmpty()) {
      return;
    }
    String authorization = request.header("authorization").orElse("");
    boolean isBearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
    Optional<String> shown =
        isBearer
            ? Optional.of(authorization.substring(BEARER.length()).strip())
            : cookieOf(request, port);
    if (shown.isEmpty() || !isToken(shown.get())) {
      throw Refusal.of(
              401,
              "token: it is %s; send the header Authorization: Bearer TOKEN, or open the page with ?token=TOKEN"
                  .formatted(shown.isEmpty() ? "missing" : "wrong"))
          .withHeader("WWW-Authenticate", "Bearer");
    }
  }

  /// The answer to a page that is opened with `?token=…`: the cookie, and the page without the
  /// token in its address.
  Optional<Answer> entrance(Request request, int port) {
    Optional<String> shown = request.query("token");
    if (token.isEmpty() || shown.isEmpty() || !request.method().equals("GET")) {
      return Optional.empty();
    }
    if (!isToken(shown.get())) {
      throw Refusal.of(401, "token: it is wrong; use the address that the server printed");
    }
    // The location starts with exactly one slash: two would name another site.
    String path = "/" + request.path().replaceFirst("^/+", "");
    return Optional.of(
        Answer.seeOther(path)
            .withHeader(
                "Set-Cookie",
                "%s=%s; HttpOnly; SameSite=Strict; Path=/".formatted(cookie(port), token.get())));
  }

  private static Optional<String> cookieOf(Request request, int port) {
    for (String pair : request.header("cookie").orElse("").split(";", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(cookie(port))) {
        return Optional.of(parts[1]);
      }
    }
    return Optional.empty();
  }

  /// Compares in constant time, wherever the first difference is.
  private boolean isToken(String shown) {
    return MessageDigest.isEqual(shown.getBytes(UTF_8), token.orElseThrow().getBytes(UTF_8));
  }
}
