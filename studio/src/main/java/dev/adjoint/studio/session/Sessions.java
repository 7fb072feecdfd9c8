package dev.adjoint.studio.session;

import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.play.PlaySetup;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The open tabs. When there are too many, the least recently used one without a listening client
/// is closed.
public final class Sessions implements AutoCloseable {

  /// The most tabs at the same time.
  public static final int MOST = 12;

  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> open = new LinkedHashMap<>();

  /// Opens a tab.
  ///
  /// @throws Refusal 503 when all others are watched
  public synchronized Session open(PlaySetup setup, boolean isRunning) {
    if (open.size() >= MOST) {
      Optional<Session> oldest =
          open.values().stream()
              .filter(Session::isIdle)
              .min(Comparator.comparingLong(Session::used));
      Session idle =
          oldest.orElseThrow(() ->
              Refusal.busy(
                  "studio: %d tabs are open already; close one and try again".formatted(MOST), 5));
      idle.close();
      open.remove(idle.id());
    }
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    Session session = Session.start(HexFormat.of().formatHex(secret), setup, isRunning);
    open.put(session.id(), session);
    return session;
  }

  /// The tab of an id.
  ///
  /// @throws Refusal 410 when there is none
  public synchronized Session required(String id) {
    Session session = open.get(id);
    if (session == null) {
      throw Refusal.of(410, "session: it does not exist any more; open the page again");
    }
    return session;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Session::close);
    open.clear();
  }
}
