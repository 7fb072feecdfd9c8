package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Rows;
import dev.adjoint.data.Source;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.Split;
import dev.adjoint.data.Task;
import dev.adjoint.data.generate.Digits;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.idx.IdxFolder;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Data that is ready for training: split, scaled, and with the preprocessing that is saved with
/// the model.
///
/// The parts are [DataSet]s where they fit in memory, and any other source where they do not.
///
/// @param preprocessing what was learnt from the training part alone
/// @param training the samples to learn from, as they are without augmentation
/// @param validation samples held out, by which the best epoch is chosen
/// @param test samples that have no part in training nor in the choice of the best epoch, where the
///   data brings its own; they are looked at once, at the end
/// @param notes what should be reported, one sentence each: missing cells, left-out rows and
///   columns
/// @param texts the text cells of each validation sample as they were written, by column; empty
///   where the samples are no texts
public record Prepared(
    Preprocessing preprocessing,
    Source training,
    Source validation,
    Optional<Source> test,
    List<String> notes,
    List<Map<String, String>> texts) {

  /// Copies the lists.
  public Prepared {
    notes = List.copyOf(notes);
    texts = List.copyOf(texts);
  }

  /// Data that are no texts.
  ///
  /// @param preprocessing what was learnt from the training part alone
  /// @param training the samples to learn from
  /// @param validation samples held out
  /// @param test samples that are looked at once, at the end
  /// @param notes what should be reported, one sentence each
  public Prepared(
      Preprocessing preprocessing,
      Source training,
      Source validation,
      Optional<Source> test,
      List<String> notes) {
    this(preprocessing, training, validation, test, notes, List.of());
  }

  /// Data in memory; adds a note about classes that are not validated.
  ///
  /// @param preprocessing what was learnt from the training part alone
  /// @param split the training part and the validation part
  /// @param test samples that are looked at once, at the end
  /// @param notes what should be reported, one sentence each
  public Prepared(
      Preprocessing preprocessing, Split split, Optional<DataSet> test, List<String> notes) {
    this(
        preprocessing,
        split.training(),
        split.validation(),
        test.map(Source.class::cast),
        notes(split, notes));
  }

  /// The same data with the texts from which the validation samples were made.
  ///
  /// @param written the text cells of each validation sample, by column
  @CheckReturnValue
  public Prepared withTexts(List<Map<String, String>> written) {
    return new Prepared(preprocessing, training, validation, test, notes, written);
  }

  private static List<String> notes(Split split, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    if (!split.unvalidated().isEmpty()) {
      all.add(
          "too few rows to hold one out of: %s; the accuracy on them is not measured"
              .formatted(Spelling.list(split.unvalidated())));
    }
    return all;
  }

  /// The training part and the validation part, where both are in memory.
  ///
  /// @return the same parts
  /// @throws DataException when they are read while they are used
  public Split split() {
    if (training instanceof DataSet learnt && validation instanceof DataSet held) {
      return new Split(learnt, held);
    }
    throw new DataException(
        "prepare: the samples are read while they are used (%s), so they cannot be given as arrays; use training() and validation()"
            .formatted(training.fingerprint()));
  }

  /// Whether all parts are in memory.
  public boolean isInMemory() {
    return training instanceof DataSet
        && validation instanceof DataSet
        && test.stream().allMatch(DataSet.class::isInstance);
  }

  /// Prepares a table.
  ///
  /// @param table the table
  /// @param options the target, and what is dropped or forced
  /// @param validation part to hold out, in (0, 1)
  /// @param seed decides which rows are held out
  /// @return the data
  /// @throws DataException when the table cannot be used so
  public static Prepared table(Table table, TableOptions options, double validation, long seed) {
    return table(table, options, Holdout.random(validation, seed));
  }

  /// Prepares a table.
  ///
  /// @param table the table
  /// @param options the target, and what is dropped or forced
  /// @param holdout which rows are held out
  /// @return the data
  /// @throws DataException when the table cannot be used so
  public static Prepared table(Table table, TableOptions options, Holdout holdout) {
    TablePlan plan = TablePlan.of(table, options);
    Rows rows = split(plan, holdout);
    List<String> notes = new ArrayList<>(plan.notes());
    if (!table.dialect().equals(Dialect.PLAIN)) {
      notes.addFirst("%s is %s".formatted(table.source(), table.dialect().describe()));
    }
    TablePreprocessing preprocessing = TablePreprocessing.fit(plan, rows.training(), notes);
    preprocessing.requireMemory(table, rows);
    plan.each().stream()
        .flatMap(each -> Suspicions.of(each).stream())
        .distinct()
        .forEach(notes::add);
    List<String> training = new ArrayList<>();
    List<String> held = new ArrayList<>();
    Split split =
        new Split(
            plan.weighted(
                preprocessing.trainingSet(table, rows.training(), training), rows.training()),
            plan.weighted(
                preprocessing.dataSet(table, rows.validation(), held), rows.validation()));
    training.forEach(note -> notes.add("training: " + note));
    held.forEach(note -> notes.add("validation: " + note));
    return new Prepared(preprocessing, split, Optional.empty(), notes);
  }

  /// Which rows of a table train and which are held out; of each class the same part.
  ///
  /// @param plan how the table is used
  /// @param holdout which rows are held out
  /// @return indices of rows of the table
  public static Rows split(TablePlan plan, Holdout holdout) {
    int[] usable = plan.rows();
    Rows positions;
    if (plan.task() == Task.CLASSIFICATION) {
      int[] labels = plan.labels();
      int classes = Arrays.stream(labels).max().orElse(0) + 1;
      positions = holdout.rows(labels, classes);
    } else {
      positions = holdout.rows(usable.length);
    }
    return new Rows(at(usable, positions.training()), at(usable, positions.validation()));
  }

  private static int[] at(int[] rows, int[] positions) {
    return Arrays.stream(positions).map(position -> rows[position]).toArray();
  }

  /// Prepares a folder with IDX files of images and labels. Part of the training images is held
  /// out, the same part of each class, unless the folder has its own images to validate on. Where
  /// it has images to test on, they become the test part.
  ///
  /// @param folder the folder
  /// @param holdout which images are held out; not used where the folder has its own
  /// @return the data
  /// @throws DataException when the folder has no pair of files or a file is damaged
  public static Prepared images(Path folder, Holdout holdout) {
    IdxFolder files = IdxFolder.find(folder);
    IdxPair pair = files.training().read();
    Prepared prepared =
        files.validation().isPresent()
            ? validatedBy(pair, files.validation().get().read(), holdout)
            : images(pair, holdout);
    return files.test().isPresent() ? prepared.testedBy(files.test().get().read()) : prepared;
  }

  private static Prepared validatedBy(IdxPair pair, IdxPair held, Holdout holdout) {
    holdout.requireRandom("%s is there to validate on".formatted(held.images().source()));
    var preprocessing = ImagePreprocessing.fit(pair, all(pair));
    Split split =
        new Split(preprocessing.dataSet(pair, all(pair)), preprocessing.dataSet(held, all(held)));
    String note =
        "%s has its own images to validate on, so no part of %s is held out"
            .formatted(held.images().source(), pair.images().source());
    return new Prepared(preprocessing, split, Optional.empty(), List.of(note));
  }

  private Prepared testedBy(IdxPair pair) {
    ImagePreprocessing images = (ImagePreprocessing) preprocessing;
    List<String> all = new ArrayList<>(notes);
    all.add(
        "%s is for the test at the end; it has no part in training nor in the choice of the best epoch"
            .formatted(pair.images().source()));
    return new Prepared(
        preprocessing, training, validation, Optional.of(images.dataSet(pair, all(pair))), all);
  }

  /// The same images with an axis for their single channel, `[N, 1, height, width]`, as
  /// convolutions need them.
  ///
  /// @return new data whose model reads images without that axis as before
  /// @throws DataException when these are not images of two axes
  @CheckReturnValue
  public Prepared withChannelAxis() {
    if (!(preprocessing instanceof ImagePreprocessing images)) {
      throw new DataException(
          "prepare: a table has no images to give a channel axis to; use images");
    }
    return new Prepared(
        images.withChannelAxis(),
        channels(training),
        channels(validation),
        test.map(Prepared::channels),
        notes);
  }

  private static Source channels(Source part) {
    DataSet data = (DataSet) part;
    return new DataSet(
        data.features().unsqueeze(1), data.target(), data.classes(), data.featureNames());
  }

  private static int[] all(IdxPair pair) {
    return IntStream.range(0, pair.images().count()).toArray();
  }

  /// Prepares images of which part is held out, the same part of each class.
  ///
  /// @param pair images and labels
  /// @param holdout which images are held out
  /// @return the data
  /// @throws DataException when the labels are all the same or the pixels are
  public static Prepared images(IdxPair pair, Holdout holdout) {
    double[] names =
        IntStream.range(0, pair.labels().count()).mapToDouble(pair.labels()::number).toArray();
    double[] classes = Arrays.stream(names).distinct().sorted().toArray();
    int[] labels =
        Arrays.stream(names).mapToInt(name -> Arrays.binarySearch(classes, name)).toArray();
    Rows rows = holdout.rows(labels, classes.length);
    var preprocessing = ImagePreprocessing.fit(pair, rows.training());
    Split split =
        new Split(
            preprocessing.dataSet(pair, rows.training()),
            preprocessing.dataSet(pair, rows.validation()));
    return new Prepared(preprocessing, split, Optional.empty(), List.of());
  }

  /// Prepares a generated set.
  ///
  /// @param set which one
  /// @param count number of samples
  /// @param noise standard deviation of the noise
  /// @param holdout which samples are held out; its seed also decides the samples
  /// @return the data
  /// @throws DataException when the count or the noise is below its least value
  public static Prepared generated(GeneratedSet set, int count, double noise, Holdout holdout) {
    var random = RandomStream.of(holdout.seed(), "generate");
    if (set == GeneratedSet.DIGITS) {
      return images(Digits.pair(count, noise, random), holdout);
    }
    Split raw = set.draw(count, noise, random).split(holdout);
    TablePreprocessing preprocessing = TablePreprocessing.fit(raw.training(), "target");
    Split split =
        new Split(preprocessing.scale(raw.training()), preprocessing.scale(raw.validation()));
    return new Prepared(preprocessing, split, Optional.empty(), List.of());
  }
}
