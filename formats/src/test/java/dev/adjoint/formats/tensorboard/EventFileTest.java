package dev.adjoint.formats.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.TestFiles;
import dev.adjoint.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.GraphDef;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import org.tensorflow.util.SessionLog;

class EventFileTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_764_000_000L, 500_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;

  private Path written() throws IOException {
    try (EventWriter events = EventWriter.in(folder.resolve("运行 1"), CLOCK)) {
      events.scalar("train/loss", 3, 0.25);
      events.histogram("weights/fc", 4, Tensor.of(-1f, 0f, 0.5f, 2f, Float.NaN));
      events.image("input", 0, Tensor.of(0f, 0.5f, 1f, 2f, -1f, Float.NaN).reshape(1, 2, 3));
      events.text("note", 0, "**run** 运行");
      events.graph(
          List.of(
              new LogNode("x", "Input", List.of(), Map.of()),
              new LogNode("fc/Gemm", "Gemm", List.of("x"), Map.of("note", "first"))));
      events.hyperParameters(
          Map.of("rate", 0.1), List.of("validation/loss", "validation/accuracy"));
      events.ended(9, true);
      events.restarted(10);
      return events.file();
    }
  }

  private static List<Event> official(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      byte[] record = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(record);
      bytes.getInt();
      events.add(Event.parseFrom(record));
    }
    return events;
  }

  private static List<LogRuns.Point> points(
      Map<String, Map<String, List<LogRuns.Point>>> curves, String run, String tag) {
    return Objects.requireNonNull(Objects.requireNonNull(curves.get(run), run).get(tag), tag);
  }

  @Test
  void theOfficialClassesReadWhatIsWritten() throws IOException {
    List<Event> events = official(written());

    assertThat(events.getFirst().getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events).allMatch(event -> event.getWallTime() == 1_764_000_000.5);
    Summary.Value scalar = events.get(1).getSummary().getValue(0);
    assertThat(events.get(1).getStep()).isEqualTo(3);
    assertThat(scalar.getTag()).isEqualTo("train/loss");
    assertThat(scalar.getSimpleValue()).isEqualTo(0.25f);
    assertThat(scalar.getMetadata().getPluginData().getPluginName()).isEqualTo("scalars");
    HistogramProto histogram = events.get(2).getSummary().getValue(0).getHisto();
    assertThat(histogram.getMin()).isEqualTo(-1);
    assertThat(histogram.getMax()).isEqualTo(2);
    assertThat(histogram.getNum()).isEqualTo(4);
    assertThat(histogram.getSum()).isEqualTo(1.5);
    assertThat(histogram.getSumSquares()).isEqualTo(5.25);
    assertThat(histogram.getBucketLimitCount()).isEqualTo(30);
    assertThat(histogram.getBucketList().stream().mapToDouble(d -> d).sum()).isEqualTo(4);
    assertThat(histogram.getBucketLimit(29)).isEqualTo(2);
    Summary.Image image = events.get(3).getSummary().getValue(0).getImage();
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    var raster =
        ImageIO.read(new ByteArrayInputStream(image.getEncodedImageString().toByteArray()))
            .getRaster();
    assertThat(raster.getPixels(0, 0, 3, 2, (int[]) null)).containsExactly(0, 128, 255, 255, 0, 0);
    Summary.Value text = events.get(4).getSummary().getValue(0);
    assertThat(text.getTensor().getStringVal(0).toStringUtf8()).isEqualTo("**run** 运行");
    assertThat(text.getTensor().getTensorShape().getDim(0).getSize()).isEqualTo(1);
    GraphDef graph = GraphDef.parseFrom(events.get(5).getGraphDef());
    assertThat(graph.getNode(1).getName()).isEqualTo("fc/Gemm");
    assertThat(graph.getNode(1).getInputList()).containsExactly("x");
    assertThat(graph.getNode(1).getAttrOrThrow("note").getS().toStringUtf8()).isEqualTo("first");
    Summary start = events.get(6).getSummary();
    assertThat(start.getValueList().stream().map(Summary.Value::getTag))
        .containsExactly("_hparams_/experiment", "_hparams_/session_start_info");
    assertThat(start.getValue(0).getMetadata().getPluginData().getPluginName())
        .isEqualTo("hparams");
    assertThat(events.get(8).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    List<LogEvent> events = EventFile.readAll(written());

    assertThat(events.stream().map(LogEvent::step))
        .containsExactly(0L, 3L, 4L, 0L, 0L, 0L, 0L, 9L, 10L);
    assertThat(events.get(1))
        .isEqualTo(new LogEvent(1_764_000_000.5, 3, new LogContent.Scalar("train/loss", 0.25)));
    assertThat(events.get(4).content()).isEqualTo(new LogContent.Text("note", "**run** 运行"));
    assertThat(events.get(5).content())
        .isEqualTo(
            new LogContent.Graph(
                List.of(
                    new LogNode("x", "Input", List.of(), Map.of()),
                    new LogNode("fc/Gemm", "Gemm", List.of("x"), Map.of("note", "first")))));
    assertThat(events.get(6).content())
        .isEqualTo(
            new LogContent.HyperParameters(
                Map.of("rate", 0.1), List.of("validation/loss", "validation/accuracy")));
    assertThat(events.get(7).content()).isEqualTo(new LogContent.Ended(true));
    assertThat(events.get(8).content()).isEqualTo(new LogContent.Restarted());
  }

  @Test
  void aHistogramCountsEachNumberInItsRange() {
    LogHistogram histogram = LogHistogram.of(Tensor.arange(31));

    assertThat(histogram.counts()).hasSize(30).allMatch(count -> count >= 1);
    assertThat(histogram.counts().getFirst()).isEqualTo(2); // 0 and 1
    assertThat(LogHistogram.of(Tensor.of(2f, 2f, 2f)).counts()).containsExactly(3.0);
    assertThat(LogHistogram.of(Tensor.of(Float.NaN)).counts()).isEmpty();
  }

  @Test
  void filesOfPyTorchAndTensorFlowAreRead() throws IOException {
    Path shared = TestFiles.shared("interchange/modern/tensorboard");

    Map<String, Map<String, List<LogRuns.Point>>> curves = LogRuns.read(shared).curves();

    assertThat(curves.keySet())
        .containsExactly("run-1", "run-1/group_a", "run-1/group_b", "run-1/hp", "run-tf2");
    assertThat(points(curves, "run-1", "train/loss")).hasSize(50);
    assertThat(points(curves, "run-1", "train/loss").get(1))
        .isEqualTo(new LogRuns.Point(1, 1_764_000_001.0, 0.5));
    assertThat(points(curves, "run-tf2", "epoch_loss")).hasSize(20);
    assertThat(points(curves, "run-tf2", "epoch_loss").get(3).value()).isEqualTo(0.25);
    List<LogEvent> all = new ArrayList<>();
    for (String run : List.of("run-1", "run-1/hp", "run-tf2")) {
      try (Stream<Path> files = Files.list(shared.resolve(run))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          all.addAll(EventFile.readAll(file));
        }
      }
    }
    assertThat(all.stream().map(LogEvent::content))
        .contains(
            new LogContent.Text("note/text_summary", "**run** 运行"),
            new LogContent.HyperParameters(Map.of(), List.of("hparam/accuracy")),
            new LogContent.HyperParameters(
                Map.of("lr", 0.1, "batch", 32.0, "act", "relu"), List.of()))
        .anyMatch(content -> content instanceof LogContent.Graph graph && graph.nodes().size() > 5)
        .anyMatch(content ->
            content instanceof LogContent.Picture picture
                && picture.tag().equals("input")
                && picture.width() == 8)
        .anyMatch(content ->
            content instanceof LogContent.Distribution(String tag, LogHistogram histogram)
                && tag.equals("dense/kernel")
                && histogram.count() == 50);
  }

  @Test
  void aContinuedRunTakesThePointsOfTheLaterFile() throws IOException {
    try (EventWriter first = EventWriter.in(folder, CLOCK)) {
      for (int step = 1; step <= 4; step++) {
        first.scalar("loss", step, step);
      }
    }
    try (EventWriter second = EventWriter.in(folder, CLOCK)) {
      assertThat(second.file().toString()).endsWith(".1");
      second.restarted(3);
      second.scalar("loss", 3, 30);
    }

    assertThat(
            points(LogRuns.read(folder).curves(), ".", "loss").stream().map(LogRuns.Point::value))
        .containsExactly(1.0, 2.0, 30.0);
  }

  @Test
  void aFileThatEndsWithinARecordGivesItsWholeRecords() throws IOException {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    try (EventFile open = EventFile.open(file)) {
      int count = 0;
      while (open.next().isPresent()) {
        count++;
      }
      assertThat(count).isEqualTo(8);
      assertThat(open.isCutOff()).isTrue();
    }
  }

  @Test
  void damageIsNamedWithItsPlace() throws IOException {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> EventFile.readAll(file))
        .isInstanceOf(FormatException.class)
        .hasMessageMatching(
            ".*: at byte 12: the record has the checksum [0-9a-f]{8} but the file says [0-9a-f]{8}; the file is damaged or no event file");
    Files.writeString(file, "this is a text and no event file");
    assertThatThrownBy(() -> EventFile.readAll(file))
        .hasMessageMatching(
            ".*: at byte 0: the length has the checksum [0-9a-f]{8} but the file says 65742061; the file is damaged or no event file");
    byte[] length = RecordLog.little(Long.BYTES).putLong(1L << 40).array();
    ByteBuffer longest = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    longest.put(length).putInt(RecordLog.checksum(length));
    Files.write(file, longest.array());
    assertThatThrownBy(() -> EventFile.readAll(file))
        .hasMessage(
            file
                + ": at byte 0: a record has 1099511627776 bytes but at most 67108864 are read; the file is damaged or of another format");
  }

  @Test
  void anImageOfAnotherShapeIsRefused() throws IOException {
    try (EventWriter events = EventWriter.in(folder)) {
      assertThatThrownBy(() -> events.image("x", 0, Tensor.zeros(2, 4, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "events: an image has the shape [1, height, width] or [3, height, width] but 'x' has [2, 4, 4]; select one image of the batch");
    }
  }
}
