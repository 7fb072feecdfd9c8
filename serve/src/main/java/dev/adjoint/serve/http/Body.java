package dev.adjoint.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The body of a request, read with a limit on its bytes and on its time.
///
/// A separate thread reads, because a read from a slow client cannot be stopped otherwise: the
/// client is answered first, then the reading thread is interrupted, which closes the connection.
final class Body {

  private static final int PIECE = 1 << 13;
  private static final Duration MOST_DRAINING = Duration.ofSeconds(1);

  private final InputStream in;
  private final Limits limits;
  private final long announced;
  private boolean isRead;
  private @Nullable Thread reader;

  /// A body.
  ///
  /// @param announced its length as the client announced it, −1 if it did not
  Body(InputStream in, long announced, Limits limits) {
    this.in = in;
    this.announced = announced;
    this.limits = limits;
    this.isRead = announced == 0;
  }

  byte[] read() {
    if (announced > limits.bodyBytes()) {
      throw tooLong("it has %,d bytes".formatted(announced));
    }
    FutureTask<byte[]> reading = new FutureTask<>(this::bytes);
    reader = Thread.ofVirtual().name("body").start(reading);
    try {
      byte[] bytes = reading.get(limits.bodyTime().toMillis(), TimeUnit.MILLISECONDS);
      isRead = true;
      return bytes;
    } catch (TimeoutException _) {
      throw Refusal.of(
          408,
          "body: it did not arrive within %s; send it faster, or less"
              .formatted(seconds(limits.bodyTime())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw Refusal.of(400, "body: it ends too early or its chunks are damaged; send it again");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("server: it is stopping; try again", 1);
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      if (all.size() + count > limits.bodyBytes()) {
        throw tooLong("it is too long");
      }
      all.write(piece, 0, count);
    }
    if (announced > all.size()) {
      throw new IOException("the client closed the connection");
    }
    return all.toByteArray();
  }

  private Refusal tooLong(String problem) {
    return Refusal.of(
        413,
        "body: %s but at most %,d bytes are allowed; send several requests"
            .formatted(problem, limits.bodyBytes()));
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? "%d s".formatted(time.toSeconds())
        : "%d ms".formatted(time.toMillis());
  }

  /// Whether the whole body has arrived.
  boolean isRead() {
    return isRead;
  }

  /// Reads what the client still sends, for a short time, so that the client can read the answer;
  /// then stops reading, which closes the connection.
  void drain() {
    Thread current = reader;
    if (current == null || !current.isAlive()) {
      current = Thread.ofVirtual().name("drain").start(this::discard);
      reader = current;
    }
    try {
      current.join(MOST_DRAINING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    current.interrupt();
  }

  private void discard() {
    byte[] piece = new byte[PIECE];
    try {
      while (in.read(piece) >= 0) {
        // The rest of the body is not used.
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }
}
