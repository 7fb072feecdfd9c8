package dev.adjoint.studio.session;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest picture of a session, for any number of clients. A slow client gets the newest one
/// when it is ready, never a queue of old ones; so a slow client costs nothing.
public final class Newest {

  private @Nullable Shown shown;
  private int listeners;
  private long lastLeft = System.nanoTime();
  private boolean isClosed;

  /// A picture.
  ///
  /// @param seq its number, which grows
  /// @param scene the number of the scene, which is what does not change from step to step
  /// @param sceneText the scene in JSON
  /// @param text the picture in JSON
  public record Shown(long seq, long scene, String sceneText, String text) {}

  synchronized void show(Shown next) {
    shown = next;
    notifyAll();
  }

  synchronized void close() {
    isClosed = true;
    notifyAll();
  }

  /// Records that a client listens.
  public synchronized void join() {
    listeners++;
    notifyAll();
  }

  /// Records that a client has disconnected.
  public synchronized void leave() {
    listeners--;
    lastLeft = System.nanoTime();
  }

  synchronized boolean isWatched() {
    return listeners > 0;
  }

  /// The time since the last client disconnected; zero while there is one.
  synchronized Duration alone() {
    return listeners > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastLeft);
  }

  /// Whether the session has ended.
  public synchronized boolean isClosed() {
    return isClosed;
  }

  /// Waits for a picture that is newer than one.
  ///
  /// @param seen the number of the last one that the client has
  /// @return empty when none came in time
  /// @throws InterruptedException when the server stops
  public synchronized Optional<Shown> after(long seen, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!isClosed) {
      Shown newest = shown;
      if (newest != null && newest.seq() > seen) {
        return Optional.of(newest);
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return Optional.empty();
  }
}
