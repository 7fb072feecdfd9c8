package dev.adjoint.formats.tensorboard;

import dev.adjoint.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes an event file of TensorBoard while a training runs.
///
/// ```java
/// try (EventWriter events = EventWriter.in(Path.of("runs/first"))) {
///   events.scalar("train/loss", step, loss);
///   events.histogram("weights/fc.weight", step, weight);
/// }
/// ```
///
/// The file is named `events.out.tfevents.SECONDS.HOST.PROCESS.NUMBER`; a folder is one run in
/// TensorBoard. Unlike other files of the library it grows while it is read: [#flush()] hands over
/// what was written, and a crash loses only what came after it. Methods may be called from any
/// thread.
public final class EventWriter implements AutoCloseable {

  private static final double NANOS = 1e9;

  private final Path file;
  private final Clock clock;
  private final OutputStream out;

  private EventWriter(Path file, Clock clock, OutputStream out) {
    this.file = file;
    this.clock = clock;
    this.out = out;
  }

  /// A new file in a folder, which is made if it is not there. Files that are there stay.
  public static EventWriter in(Path folder) throws IOException {
    return in(folder, Clock.systemUTC());
  }

  /// The same with the times of this clock.
  public static EventWriter in(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    for (int number = 0; true; number++) {
      Path file =
          folder.resolve(
              "events.out.tfevents.%010d.%s.%d.%d"
                  .formatted(
                      clock.instant().getEpochSecond(),
                      host(),
                      ProcessHandle.current().pid(),
                      number));
      try {
        OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                1 << 16);
        EventWriter writer = new EventWriter(file, clock, out);
        writer.write(0, new LogContent.Version("brain.Event:2"));
        return writer;
      } catch (FileAlreadyExistsException _) {
        // The next number.
      }
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^\\w-]", "-");
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  /// The file.
  public Path file() {
    return file;
  }

  /// Writes a point of a curve.
  public void scalar(String tag, long step, double value) throws IOException {
    write(step, new LogContent.Scalar(tag, value));
  }

  /// Writes how the finite elements of a tensor are distributed.
  public void histogram(String tag, long step, Tensor tensor) throws IOException {
    write(step, new LogContent.Distribution(tag, LogHistogram.of(tensor)));
  }

  /// Writes a picture.
  ///
  /// @param image `[1, height, width]` for grey or `[3, height, width]` for red, green and blue;
  ///   values from 0 to 1, what is outside is clamped
  /// @throws IllegalArgumentException if the tensor has another shape
  public void image(String tag, long step, Tensor image) throws IOException {
    boolean isImage =
        image.shape().rank() == 3
            && (image.shape().size(0) == 1 || image.shape().size(0) == 3)
            && image.shape().count() > 0;
    if (!isImage) {
      throw new IllegalArgumentException(
          "events: an image has the shape [1, height, width] or [3, height, width] but '%s' has %s; select one image of the batch"
              .formatted(tag, image.shape()));
    }
    write(step, picture(tag, image.shape().size(2), image.shape().size(1), PngBytes.of(image)));
  }

  /// Writes a picture that is compressed already.
  ///
  /// @param bytes a PNG, JPEG or GIF file
  public void image(String tag, long step, int width, int height, byte[] bytes) throws IOException {
    write(step, picture(tag, width, height, bytes));
  }

  private static LogContent picture(String tag, int width, int height, byte[] bytes) {
    List<Byte> boxed = new ArrayList<>(bytes.length);
    for (byte each : bytes) {
      boxed.add(each);
    }
    return new LogContent.Picture(tag, width, height, boxed);
  }

  /// Writes a text in Markdown.
  public void text(String tag, long step, String markdown) throws IOException {
    write(step, new LogContent.Text(tag, markdown));
  }

  /// Writes the graph of a network.
  public void graph(List<LogNode> nodes) throws IOException {
    write(0, new LogContent.Graph(nodes));
  }

  /// Writes the hyper-parameters of the run, by which TensorBoard's table compares runs.
  ///
  /// @param values numbers, truth values and texts; anything else is written as text
  /// @param metrics the tags of scalars that the table shows beside them
  public void hyperParameters(Map<String, Object> values, List<String> metrics) throws IOException {
    write(0, new LogContent.HyperParameters(values, metrics));
  }

  /// Writes that the run with hyper-parameters has ended.
  public void ended(long step, boolean isSuccess) throws IOException {
    write(step, new LogContent.Ended(isSuccess));
  }

  /// Writes that the run continues after this step: what older files of the folder say of later
  /// steps no longer counts.
  public void restarted(long step) throws IOException {
    write(step, new LogContent.Restarted());
  }

  private void write(long step, LogContent content) throws IOException {
    Instant now = clock.instant();
    byte[] record =
        EventEncoding.bytes(
            new LogEvent(now.getEpochSecond() + now.getNano() / NANOS, step, content));
    synchronized (out) {
      out.write(RecordLog.framed(record));
    }
  }

  /// Hands over what was written, so that readers of the file see it.
  public void flush() throws IOException {
    synchronized (out) {
      out.flush();
    }
  }

  /// Ends the file.
  @Override
  public void close() throws IOException {
    synchronized (out) {
      out.close();
    }
  }
}
