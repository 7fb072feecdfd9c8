package dev.adjoint.studio.session;

import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.play.PlayPoints;
import dev.adjoint.studio.play.PlaySetup;
import dev.adjoint.studio.play.PlayTable;
import dev.adjoint.studio.play.Playground;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One tab of a browser: its run, which trains on a separate thread, and what the tab shows.
///
/// All access to the run happens on this thread, between two steps. A picture is made at most every
/// 50 ms, and only while a client listens.
public final class Session implements AutoCloseable {

  private static final Duration PICTURE = Duration.ofMillis(50);
  private static final Duration SLICE = Duration.ofMillis(4);

  /// The rest between two slices at full speed. With one or two processors the browser draws on
  /// those that train, and without a rest a third of its frames came late.
  private static final Duration REST =
      Duration.ofMillis(Runtime.getRuntime().availableProcessors() > 2 ? 0 : 3);

  private static final Duration MOST_ALONE = Duration.ofSeconds(60);
  private static final Duration MOST_WAITING = Duration.ofSeconds(30);
  private static final int MOST_TASKS = 64;
  private static final long NANOS = 1_000_000_000L;

  private final String id;
  private final Newest newest = new Newest();
  private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(MOST_TASKS);
  private final Thread thread;
  private volatile boolean isOpen = true;
  private volatile long used = System.nanoTime();

  // Only the thread of the session uses these.
  private Playground play;
  private Optional<PlayTable> table = Optional.empty();
  private Optional<PlayPoints> drawn = Optional.empty();
  private Optional<PlayPoints> chosen = Optional.empty();
  private boolean isRunning;
  private int speed = 60;
  private double owed;
  private long lastTick = System.nanoTime();
  private long lastPicture;
  private boolean isDirty = true;
  private long seq;
  private long scene = 1;
  private String sceneText;
  private long countedFrom = System.nanoTime();
  private long counted;
  private long perSecond;

  private Session(String id, Playground play, boolean isRunning) {
    this.id = id;
    this.play = play;
    this.isRunning = isRunning;
    this.sceneText = Json.text(play.scene());
    this.thread =
        Thread.ofPlatform().daemon().name("studio-" + id.substring(0, 4)).unstarted(this::work);
  }

  /// A session that trains from the start.
  ///
  /// @param id a secret text
  static Session start(String id, PlaySetup setup, boolean isRunning) {
    Session session = new Session(id, Playground.of(setup, Optional.empty()), isRunning);
    session.thread.start();
    return session;
  }

  /// The secret text that requests of this tab send.
  public String id() {
    return id;
  }

  /// What is shown.
  public Newest newest() {
    return newest;
  }

  long used() {
    return used;
  }

  boolean isIdle() {
    return !newest.isWatched();
  }

  // -- The thread.

  private void work() {
    while (isOpen) {
      try {
        Runnable task =
            isRunning
                ? tasks.poll(waiting(), TimeUnit.NANOSECONDS)
                : tasks.poll(200, TimeUnit.MILLISECONDS);
        if (task != null) {
          task.run();
          isDirty = true;
        }
        if (isRunning) {
          train();
        }
        if (newest.alone().compareTo(MOST_ALONE) > 0) {
          isRunning = false;
        }
        picture();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException | OutOfMemoryError failure) {
        // The run cannot continue with its settings; the client sees that it has stopped.
        isRunning = false;
        System.getLogger(Session.class.getName())
            .log(System.Logger.Level.ERROR, "session", failure);
      }
    }
  }

  /// How long the thread may wait for a task before the next step is due.
  private long waiting() {
    if (speed == 0) {
      return newest.isWatched() ? REST.toNanos() : 0;
    }
    return owed >= 1 ? 0 : Math.min(20_000_000L, (long) ((1 - owed) / speed * NANOS));
  }

  private void train() {
    long now = System.nanoTime();
    owed = Math.min(owed + (now - lastTick) * (double) speed / NANOS, Math.max(1, speed / 4.0));
    lastTick = now;
    long end = now + SLICE.toNanos();
    while ((speed == 0 || owed >= 1) && System.nanoTime() < end) {
      if (!play.next()) {
        isRunning = false;
        isDirty = true;
        return;
      }
      owed = speed == 0 ? 0 : owed - 1;
      counted++;
      isDirty = true;
    }
    if (now - countedFrom > NANOS) {
      perSecond = Math.round(counted * (double) NANOS / (now - countedFrom));
      countedFrom = now;
      counted = 0;
    }
  }

  private void picture() {
    long now = System.nanoTime();
    if (!isDirty || !newest.isWatched() || now - lastPicture < PICTURE.toNanos()) {
      return;
    }
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("seq", ++seq);
    frame.put("scene", scene);
    frame.put("running", isRunning);
    frame.put("speed", speed);
    frame.put("perSecond", isRunning ? perSecond : 0);
    frame.putAll(play.frame(isRunning));
    newest.show(new Newest.Shown(seq, scene, sceneText, Json.text(frame)));
    lastPicture = System.nanoTime();
    isDirty = false;
  }

  // -- From other threads.

  /// Runs a task on the run between two steps and waits until it is done.
  ///
  /// @throws Refusal that the task throws; 503 when the session is busy; 409 when it has ended
  public <T extends @Nullable Object> T call(Callable<T> work) {
    used = System.nanoTime();
    FutureTask<T> task = new FutureTask<>(work);
    if (!isOpen) {
      throw Refusal.of(410, "session: it has ended; open the page again");
    }
    if (!tasks.offer(task)) {
      throw Refusal.busy("session: too many actions wait already; try again", 1);
    }
    try {
      return task.get(MOST_WAITING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw Refusal.of(400, String.valueOf(wrong.getMessage()));
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException _) {
      throw Refusal.busy("session: the action takes longer than 30 s; try again", 5);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("server: it is stopping; try again", 1);
    }
  }

  /// The run; to be used only inside [#call].
  public Playground play() {
    return play;
  }

  /// Continues or pauses training; inside [#call].
  public void run(boolean on) {
    isRunning = on;
    owed = 0;
    lastTick = System.nanoTime();
    countedFrom = lastTick;
    counted = 0;
  }

  /// Sets the steps per second, 0 for as many as possible; inside [#call].
  public void speed(int steps) {
    speed = steps;
    owed = 0;
  }

  /// Begins another run; the old one is kept if the setup cannot be used. Inside [#call].
  ///
  /// @throws Refusal 400 when parts of the setup are incompatible
  public void begin(PlaySetup setup) {
    Optional<PlayPoints> own =
        switch (setup.data()) {
          case DRAWN -> drawn;
          case TABLE -> chosen;
          default -> Optional.empty();
        };
    play = Playground.of(setup, own);
    scene++;
    sceneText = Json.text(play.scene());
    run(isRunning);
  }

  /// Keeps drawn points; inside [#call].
  public void draw(PlayPoints points) {
    drawn = Optional.of(points);
  }

  /// Keeps an uploaded table and chooses its columns; inside [#call].
  public void upload(PlayTable uploaded) {
    PlayPoints points = uploaded.points(Optional.empty(), Optional.empty(), Optional.empty());
    table = Optional.of(uploaded);
    chosen = Optional.of(points);
  }

  /// The uploaded table; inside [#call].
  public Optional<PlayTable> table() {
    return table;
  }

  /// Chooses other columns of the uploaded table; inside [#call].
  public void choose(PlayPoints points) {
    chosen = Optional.of(points);
  }

  /// The chosen points of the table; inside [#call].
  public Optional<PlayPoints> chosen() {
    return chosen;
  }

  @Override
  public void close() {
    isOpen = false;
    newest.close();
    thread.interrupt();
  }
}
