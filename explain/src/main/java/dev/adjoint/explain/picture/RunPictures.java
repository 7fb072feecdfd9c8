package dev.adjoint.explain.picture;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.explain.diagnose.RunSetup;
import dev.adjoint.explain.diagnose.setup.SampleParts;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.drawing.Pictures;
import dev.adjoint.explain.trace.RunTrace;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.metric.ConfusionMatrix;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.pipeline.ReplayedRun;
import dev.adjoint.plot.chart.ConfusionChart;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TimeLine;
import dev.adjoint.train.search.RateCurve;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The pictures of a run in a folder, by their names.
///
/// ```java
/// var drawn = RunPictures.of(Path.of("runs/digits")).draw(PictureKind.FILTERS);
/// drawn.apply(Wording.english()).forEach((name, picture) -> …);
/// ```
///
/// The run is replayed from its data; the folder does not change.
///
/// @param folder of the run
/// @param step the step that was asked for; empty for the last one, and for the graph of a forward
///   pass
/// @param nodes how many nodes a graph has at most
public record RunPictures(Path folder, OptionalLong step, int nodes) {

  private static final int SAMPLES = 256;

  /// A map of neighbours looks at all pairs of so many points.
  private static final int MOST_POINTS = 400;

  private static final int FIFTHS = 5;

  /// The work of a landscape in multiplications, by which its grid is chosen.
  private static final double WORK = 2e11;

  private static final int FEWEST_POINTS = 9;

  /// The pictures of a run at its last step.
  public static RunPictures of(Path folder) {
    return new RunPictures(folder, OptionalLong.empty(), Pictures.NODES);
  }

  /// Computes what the pictures show, once for all languages.
  ///
  /// @return the pictures with texts in a language
  /// @throws IllegalArgumentException if the run has no such picture
  /// @throws dev.adjoint.pipeline.folder.RunException if the folder has no run or a file in it is
  ///   damaged
  public Function<Wording, Map<String, Picture>> draw(PictureKind kind) {
    return switch (kind) {
      case GRAPH -> {
        Picture graph = graph();
        yield _ -> Map.of("graph", graph);
      }
      case NETWORK -> network();
      case HISTOGRAMS -> histograms();
      case FILTERS -> {
        Layer network = atStep().network();
        yield words -> numbered("filters", FilterPicture.of(network, words));
      }
      case ATTENTION -> {
        ReplayedRun run = atStep();
        Tensor sample = run.line().seek(run.line().first()).batches().getFirst().features();
        run = atStep(run);
        List<AttentionPicture.Weights> found =
            AttentionPicture.weights(run.network(), sample.slice(0, 0, 1));
        yield words -> numbered("attention", AttentionPicture.of(found, words));
      }
      case CONFUSION -> confusion();
      case LANDSCAPE -> {
        Landscape found = landscape();
        yield words -> Map.of("landscape", found.picture(words));
      }
      case EMBEDDING -> {
        Held held = held();
        SampleMap found =
            SampleMap.of(atStep().network(), held.inputs(), held.groups(), held.names());
        yield found::pictures;
      }
      case BENT -> {
        Held held = held();
        BentPlane found =
            BentPlane.of(atStep().network(), held.inputs(), held.groups(), held.names());
        yield words -> Map.of("bent", found.picture(words));
      }
      case RATE -> {
        RateCurve found = RatePicture.find(RunSetup.of(folder));
        yield words -> Map.of("rate", RatePicture.of(found, words));
      }
    };
  }

  /// Held-out samples with their groups: the classes, or fifths of the numbers of a target.
  private record Held(Tensor inputs, int[] groups, List<String> names) {}

  private Held held() {
    ReplayedRun run = ReplayedRun.of(folder);
    Target target = run.prepared().preprocessing().target();
    if (target.task() != Task.CLASSIFICATION && target.task() != Task.REGRESSION) {
      throw new IllegalArgumentException(
          "draw: the samples of this run have neither one class nor one number each, so they have no groups; draw its histograms");
    }
    DataSet samples = SampleParts.of(run.prepared().validation(), MOST_POINTS);
    double[] targets = samples.target().toDoubleArray();
    int[] groups = new int[targets.length];
    if (target.task() == Task.CLASSIFICATION) {
      for (int i = 0; i < groups.length; i++) {
        groups[i] = (int) targets[i];
      }
      return new Held(samples.features(), groups, target.classes());
    }
    double[] sorted = targets.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < groups.length; i++) {
      int below = Arrays.binarySearch(sorted, targets[i]);
      groups[i] = Math.min(FIFTHS - 1, Math.max(0, below) * FIFTHS / groups.length);
    }
    List<String> names =
        IntStream.rangeClosed(1, FIFTHS)
            .mapToObj(fifth -> "%s %d/%d".formatted(target.column(), fifth, FIFTHS))
            .toList();
    return new Held(samples.features(), groups, names);
  }

  private ReplayedRun atStep() {
    return atStep(ReplayedRun.of(folder));
  }

  private ReplayedRun atStep(ReplayedRun run) {
    return run.seek(step.orElse(run.line().end().orElse(run.line().first())));
  }

  private Picture graph() {
    ReplayedRun run = ReplayedRun.of(folder);
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    if (step.isEmpty()) {
      Tensor sample = run.line().batches().getFirst().features().slice(0, 0, 1);
      return Pictures.graph(run.network(), sample, name, nodes);
    }
    long number = step.getAsLong();
    return Pictures.graph(
        RunTrace.of(run, number).trace(), "%s, step %,d".formatted(name, number), nodes);
  }

  private Function<Wording, Map<String, Picture>> network() {
    ReplayedRun run = atStep();
    TimeLine line = run.line();
    boolean hasGradients = step.isPresent() && line.step() < line.end().orElse(Long.MAX_VALUE);
    if (hasGradients) {
      line.stepOfBatch()
          .of(line.batches().getFirst(), new Pass.Training(line.random(0)))
          .loss()
          .backward();
    }
    return words -> Map.of("network", DenseNetPicture.of(run.network(), hasGradients, words));
  }

  private Function<Wording, Map<String, Picture>> histograms() {
    ReplayedRun run = ReplayedRun.of(folder);
    Histograms found = Histograms.of(run.line(), run.network(), Histograms.LOOKS);
    return words -> {
      Map<String, Picture> pictures = new LinkedHashMap<>();
      for (Histograms.Kind kind : Histograms.Kind.values()) {
        HistogramPictures.of(found, kind, words)
            .ifPresent(
                picture -> pictures.put("histograms-" + HistogramPictures.key(kind), picture));
      }
      return pictures;
    };
  }

  private Function<Wording, Map<String, Picture>> confusion() {
    ReplayedRun run = atStep();
    Target target = run.prepared().preprocessing().target();
    if (target.task() != Task.CLASSIFICATION) {
      throw new IllegalArgumentException(
          "draw: the run predicts no classes, so nothing can be confused; draw its histograms");
    }
    Outputs outputs = Outputs.of(run.network(), run.prepared().validation());
    ConfusionMatrix matrix =
        ConfusionMatrix.of(outputs.outputs().argmax(-1), outputs.target(), target.classes().size());
    List<List<Long>> counts =
        Arrays.stream(matrix.counts()).map(row -> Arrays.stream(row).boxed().toList()).toList();
    List<String> classes = target.classes();
    return words ->
        Map.of(
            "confusion",
            new ConfusionChart(
                    words.text("confusion.title", matrix.total()),
                    words.text("confusion.actual"),
                    words.text("confusion.predicted"),
                    classes,
                    counts)
                .toPicture());
  }

  private Landscape landscape() {
    TrainingSetup setup = RunSetup.of(folder);
    DataSet samples = SampleParts.of(setup.training(), SAMPLES);
    double work =
        setup.forward(Pass.INFERENCE).work() * samples.count() / Math.max(1, setup.batch().count());
    int points = Math.clamp((long) Math.sqrt(WORK / work), FEWEST_POINTS, Landscape.POINTS);
    ReplayedRun run = ReplayedRun.of(folder);
    return Landscape.of(run.line(), run.network(), samples, points);
  }

  /// One picture by its kind alone, several with their layer behind it.
  private static Map<String, Picture> numbered(String kind, Map<String, Picture> pictures) {
    Map<String, Picture> named = new LinkedHashMap<>();
    pictures.forEach(
        (layer, picture) -> named.put(pictures.size() == 1 ? kind : kind + "-" + layer, picture));
    return named;
  }
}
