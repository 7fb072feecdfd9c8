package dev.adjoint.studio.play;

import dev.adjoint.explain.why.Element;
import dev.adjoint.nn.Parameters;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.studio.trace.TracedStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The run of the page Play with its branches. Every step of every branch can be reached, forwards
/// and backwards, and always has the same bits. Not safe for use by several threads at once.
///
/// ```java
/// Playground play = Playground.of(PlaySetup.XOR, Optional.empty());
/// play.next();
/// play.seek(0);
/// Map<String, Object> picture = play.frame();
/// ```
public final class Playground {

  /// The step at which a branch ends.
  public static final long END = 1_000_000;

  private static final int MOST_BRANCHES = 6;
  private static final int BUCKETS = 160;
  private static final int SHOWN_POINTS = 2000;

  private final PlayPoints points;
  private final NetMap map;
  private final Map<String, Branch> branches = new LinkedHashMap<>();
  private Branch present;
  private int made = 1;
  private @Nullable TracedStep traced;
  private String tracedOf = "";

  private Playground(PlaySetup setup, PlayPoints points) {
    this.points = points;
    this.map = new NetMap(setup, points);
    this.present = Branch.main(setup, PlaySamples.of(setup, points));
    branches.put(present.name(), present);
  }

  /// A run at its first step.
  ///
  /// @param own the uploaded or drawn points, if the setup uses them
  /// @throws Refusal 400 when parts of the setup are incompatible
  public static Playground of(PlaySetup setup, Optional<PlayPoints> own) {
    return new Playground(setup, PlayPoints.of(setup, own));
  }

  /// Lets a short run train, so that the first page finds a JVM that has compiled what it needs.
  ///
  /// @param seconds how long at most
  public static void warmUp(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Playground play = of(PlaySetup.XOR, Optional.empty());
    while (System.nanoTime() < end && play.step() < 2000) {
      play.next();
      if (play.step() % 20 == 0) {
        Json.text(play.scene());
        Json.text(play.frame());
      }
    }
  }

  /// The setup of the present branch.
  public PlaySetup setup() {
    return present.setup();
  }

  /// The number of steps so far in the present branch.
  public long step() {
    return present.line().step();
  }

  /// The first step of the present branch.
  public long first() {
    return present.line().keyFrames().getFirst();
  }

  /// SHA-256 over the weights of the present step.
  public String hash() {
    return present.line().hash();
  }

  /// Takes one step.
  ///
  /// @return whether it was taken; false after the last step, and if the loss is not finite
  public boolean next() {
    return step() < END && present.next();
  }

  /// Goes to a step of the present branch.
  ///
  /// @throws Refusal 400 when the branch has no such step
  public void seek(long step) {
    long first = first();
    if (step < first || step > END) {
      throw Refusal.of(
          400,
          "field step: it is %,d but the steps of this branch are %,d to %,d"
              .formatted(step, first, END));
    }
    present.seek(step);
  }

  /// Begins a branch at the present step, with other training settings.
  ///
  /// @throws Refusal 400 when points, network or initialisation differ; 409 when there are too many
  ///   branches
  public void branch(PlaySetup changed) {
    if (!present.setup().continues(changed)) {
      throw Refusal.of(
          400,
          "branch: only optimizer, rate, decay and batch can change during a run; start again for other points or another network");
    }
    add(name -> present.with(name, changed, difference(present.setup(), changed)));
  }

  private static String difference(PlaySetup before, PlaySetup after) {
    List<String> parts = new ArrayList<>();
    Map<String, Object> old = before.toMap();
    after
        .toMap()
        .forEach((name, value) -> {
          if (!value.equals(old.get(name))) {
            parts.add("%s %s → %s".formatted(name, old.get(name), value));
          }
        });
    return String.join(", ", parts);
  }

  /// Begins a branch at the present step, in which one number of a parameter is changed.
  ///
  /// @throws Refusal 400 when there is no such number; 409 when there are too many branches
  public void edit(Element element, double number) {
    Map<String, Tensor> weights = Parameters.of(present.model()).stateDict();
    Tensor weight = weights.get(element.value());
    if (weight == null || element.isGradient()) {
      throw Refusal.of(
          400,
          "edit: %s is not a parameter; the parameters are %s"
              .formatted(element, String.join(", ", weights.keySet())));
    }
    int flat = flat(element, weight.shape());
    float rounded = (float) number;
    String what =
        "%s %s → %s"
            .formatted(
                element, NumberText.of(weight.toDoubleArray()[flat], 4), NumberText.of(rounded, 4));
    add(name -> present.edited(name, element.value(), flat, rounded, what));
  }

  private static int flat(Element element, Shape shape) {
    try {
      return element.flat(shape);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
  }

  private void add(java.util.function.Function<String, Branch> begin) {
    if (branches.size() >= MOST_BRANCHES) {
      throw Refusal.of(
          409, "branch: there are %d branches already; remove one first".formatted(MOST_BRANCHES));
    }
    String name = "b" + made++;
    present = begin.apply(name);
    branches.put(name, present);
  }

  /// Switches to another branch.
  ///
  /// @throws Refusal 400 when there is none with this name
  public void select(String branch) {
    present = required(branch);
  }

  /// Removes a branch and switches to the one that it began from.
  ///
  /// @throws Refusal 400 when there is none with this name, or it is the first
  public void drop(String branch) {
    Branch some = required(branch);
    String origin =
        some.origin()
            .orElseThrow(() ->
                Refusal.of(
                    400, "field branch: the first branch cannot be removed; start again instead"));
    branches.remove(branch);
    if (present.equals(some)) {
      present =
          Objects.requireNonNullElse(branches.get(origin), branches.values().iterator().next());
    }
  }

  private Branch required(String branch) {
    Branch some = branches.get(branch);
    if (some == null) {
      throw Refusal.of(
          400,
          "field branch: there is no branch %s; there are %s"
              .formatted(branch, String.join(", ", branches.keySet())));
    }
    return some;
  }

  /// The next step of the present branch, traced.
  ///
  /// @throws Refusal 409 when the loss is not finite
  public TracedStep trace() {
    String key = present.name() + "/" + step();
    TracedStep known = traced;
    if (known == null || !tracedOf.equals(key)) {
      known = TracedStep.of(present.line(), present.model(), present.optimizer());
      traced = known;
      tracedOf = key;
    }
    return known;
  }

  /// Why the present branch cannot continue; empty if it can.
  public Optional<String> ending() {
    return present.ending().or(() -> step() >= END ? Optional.of("end") : Optional.empty());
  }

  /// What does not change from step to step: the points and the square that is drawn.
  public Map<String, Object> scene() {
    Map<String, Object> scene = new LinkedHashMap<>();
    int count = points.count();
    int stride = Math.max(1, (count + SHOWN_POINTS - 1) / SHOWN_POINTS);
    List<Object> shown = new ArrayList<>();
    for (int i = 0; i < count; i += stride) {
      shown.add(
          List.of(
              points.xs()[i], points.ys()[i], points.values()[i], i < points.training() ? 1 : 0));
    }
    scene.put("points", shown);
    scene.put("count", count);
    scene.put("training", points.training());
    scene.put("domain", points.domain());
    scene.put("classes", points.classes());
    scene.put("names", points.names());
    scene.put("note", points.note());
    scene.put("symbols", setup().features().stream().map(PointFeature::symbol).toList());
    return scene;
  }

  /// The data of the present step that the page draws.
  public Map<String, Object> frame() {
    return frame(false);
  }

  /// The same; figures over many points may be some steps old while the run trains, and say of
  /// which step they are.
  ///
  /// @param isTraining whether the next picture follows at once
  public Map<String, Object> frame(boolean isTraining) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("branch", present.name());
    frame.put("step", step());
    frame.put("hash", hash());
    frame.put("setup", present.setup().toMap());
    Branch.Shown shown = present.shown(isTraining);
    frame.put("figuresOf", shown.step());
    figures(frame, "train", shown.training());
    figures(frame, "held", shown.held());
    frame.put("net", map.toMap(present.model()));
    frame.put("keyFrames", present.line().keyFrames());
    List<Object> all = new ArrayList<>();
    for (Branch branch : branches.values()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", branch.name());
      one.put("origin", branch.origin().orElse(""));
      one.put("difference", branch.difference());
      one.put("setup", branch.setup().toMap());
      one.put("step", branch.line().step());
      one.put("curve", branch.history().toMap(BUCKETS));
      all.add(one);
    }
    frame.put("branches", all);
    ending().ifPresent(why -> frame.put("ending", why));
    frame.put("diverged", present.ending().isPresent());
    return frame;
  }

  private static void figures(Map<String, Object> frame, String name, Figures figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", NumberText.of(figures.loss(), 4));
    figures
        .metrics()
        .values()
        .forEach(value -> map.put("accuracy", NumberText.fixed(100 * value, 1) + " %"));
    frame.put(name, map);
  }

  /// The names of the choices that the page offers.
  public static Map<String, Object> choices() {
    Map<String, Object> choices = new LinkedHashMap<>();
    choices.put("data", names(PlayData.values()));
    choices.put("features", names(PointFeature.values()));
    choices.put(
        "symbols",
        java.util.Arrays.stream(PointFeature.values()).map(PointFeature::symbol).toList());
    choices.put("activation", names(PlaySetup.ACTIVATIONS.toArray()));
    choices.put("loss", names(PlayLoss.values()));
    choices.put("optimizer", names(dev.adjoint.pipeline.settings.OptimizerChoice.values()));
    choices.put("start", names(WeightStart.values()));
    return choices;
  }

  private static List<String> names(Object[] values) {
    return java.util.Arrays.stream(values).map(Fields::nameOf).toList();
  }
}
