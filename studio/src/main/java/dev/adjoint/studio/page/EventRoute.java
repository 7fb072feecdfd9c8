package dev.adjoint.studio.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.serve.http.Answer;
import dev.adjoint.studio.session.Newest;
import dev.adjoint.studio.session.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/// The event stream of a tab: the scene when it has changed, and the newest frame. While there is
/// nothing new, a comment every 15 s keeps the connection alive.
final class EventRoute {

  private static final Duration QUIET = Duration.ofSeconds(15);

  private EventRoute() {}

  static Answer of(Session session) {
    return Answer.streaming("text/event-stream", out -> write(session.newest(), out));
  }

  private static void write(Newest newest, OutputStream out) throws IOException {
    newest.join();
    try {
      send(out, "retry: 1000\n\n");
      long seen = 0;
      long scene = 0;
      while (!newest.isClosed()) {
        Optional<Newest.Shown> next = newest.after(seen, QUIET);
        if (next.isEmpty()) {
          send(out, ": quiet\n\n");
          continue;
        }
        Newest.Shown shown = next.get();
        if (shown.scene() != scene) {
          send(out, "event: scene\ndata: %s\n\n".formatted(shown.sceneText()));
          scene = shown.scene();
        }
        send(out, "event: frame\nid: %d\ndata: %s\n\n".formatted(shown.seq(), shown.text()));
        seen = shown.seq();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    } finally {
      newest.leave();
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
