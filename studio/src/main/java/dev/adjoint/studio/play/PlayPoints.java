package dev.adjoint.studio.play;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.serve.http.Refusal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Points of the plane with a class or a number each, in the order in which they are split: the
/// training points come first.
///
/// @param xs the first coordinates
/// @param ys the second coordinates
/// @param values the number of the class, or the number to be learnt
/// @param training how many are trained on; the others are held out
/// @param classes the names of the classes; empty if the target is a number
/// @param names of the two coordinates and of the value
/// @param note what was done to the points, such as rows that were left out; may be empty
public record PlayPoints(
    float[] xs,
    float[] ys,
    float[] values,
    int training,
    List<String> classes,
    List<String> names,
    String note) {

  /// The smallest number of points from which some are held out.
  private static final int FEWEST_SPLIT = 10;

  /// Copies the lists.
  public PlayPoints {
    classes = List.copyOf(classes);
    names = List.copyOf(names);
  }

  /// The points of a setup.
  ///
  /// @param own the uploaded or drawn points, if the setup uses them
  /// @throws Refusal 400 when the setup uses points that do not exist
  static PlayPoints of(PlaySetup setup, java.util.Optional<PlayPoints> own) {
    PlayPoints all = setup.data().set().map(set -> generated(set, setup)).orElse(null);
    if (all == null) {
      all =
          own.orElseThrow(() ->
              Refusal.of(
                  400,
                  setup.data() == PlayData.DRAWN
                      ? "field data: no points are drawn yet; draw points of two classes"
                      : "field data: no table is uploaded yet; choose a CSV file"));
    }
    if (setup.loss().needsClasses() && all.classes.isEmpty()) {
      throw Refusal.of(
          400,
          "field loss: %s is for classes but the target of the points is a number; choose mse, l1 or huber"
              .formatted(dev.adjoint.studio.request.Fields.nameOf(setup.loss())));
    }
    if (setup.loss() == PlayLoss.BINARY && all.classes.size() != 2) {
      throw Refusal.of(
          400,
          "field loss: binary needs two classes but there are %d; choose cross_entropy"
              .formatted(all.classes.size()));
    }
    PlayPoints split = all.split(setup);
    return setup.data() == PlayData.TABLE ? split.scaled() : split;
  }

  private static PlayPoints generated(GeneratedSet set, PlaySetup setup) {
    DataSet data =
        set.draw(
            setup.samples(), setup.noise() * set.noise(), RandomStream.of(setup.seed(), "points"));
    float[] xy = data.features().toFloatArray();
    double[] values = data.target().toDoubleArray();
    int count = data.count();
    float[] xs = new float[count];
    float[] ys = new float[count];
    float[] targets = new float[count];
    for (int i = 0; i < count; i++) {
      xs[i] = xy[2 * i];
      ys[i] = xy[2 * i + 1];
      targets[i] = (float) values[i];
    }
    return new PlayPoints(xs, ys, targets, count, data.classes(), List.of("x", "y", "value"), "");
  }

  /// The points in a random order, with the share that is held out at the end.
  private PlayPoints split(PlaySetup setup) {
    int count = xs.length;
    int[] order = IntStream.range(0, count).toArray();
    RandomGenerator random = RandomStream.of(setup.seed(), "split");
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    int held = count < FEWEST_SPLIT ? 0 : count * setup.held() / 100;
    return new PlayPoints(
        chosen(xs, order),
        chosen(ys, order),
        chosen(values, order),
        count - held,
        classes,
        names,
        note);
  }

  private static float[] chosen(float[] all, int[] order) {
    float[] some = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      some[i] = all[order[i]];
    }
    return some;
  }

  /// Coordinates, and numbers to be learnt, with mean 0 and deviation 1 over the training points.
  private PlayPoints scaled() {
    return new PlayPoints(
        scaled(xs),
        scaled(ys),
        classes.isEmpty() ? scaled(values) : values,
        training,
        classes,
        names,
        note);
  }

  private float[] scaled(float[] all) {
    double mean = IntStream.range(0, training).mapToDouble(i -> all[i]).average().orElse(0);
    double square =
        IntStream.range(0, training)
            .mapToDouble(i -> (all[i] - mean) * (all[i] - mean))
            .average()
            .orElse(1);
    double deviation = square > 0 ? Math.sqrt(square) : 1;
    float[] scaled = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      scaled[i] = (float) ((all[i] - mean) / deviation);
    }
    return scaled;
  }

  /// The number of points.
  public int count() {
    return xs.length;
  }

  /// The square around all points: least x, largest x, least y, largest y, with a margin.
  public double[] domain() {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < xs.length; i++) {
      left = Math.min(left, xs[i]);
      right = Math.max(right, xs[i]);
      low = Math.min(low, ys[i]);
      high = Math.max(high, ys[i]);
    }
    double half = Math.max(Math.max(right - left, high - low) / 2 * 1.1, 1e-3);
    double middle = (left + right) / 2;
    double level = (low + high) / 2;
    return new double[] {middle - half, middle + half, level - half, level + half};
  }
}
