package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.Task;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.table.Table;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.input.InputKind;
import dev.adjoint.pipeline.input.InputReader;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A trained model that answers for new samples.
///
/// ```java
/// TrainedModel model = TrainedModel.load(Path.of("runs/penguins"));
/// Prediction answer = model.predict(Map.of("bill_length_mm", 39.1, "island", "Torgersen"));
/// ```
///
/// New samples are prepared as the training samples were. The same sample gives the same bits alone
/// or among others, and on any thread: a model is immutable and may be used by any number of
/// threads at once. It holds memory of the Java heap only, so it need not be closed.
public final class TrainedModel {

  private final SavedModel saved;
  private final Layer network;
  private final InputReader reader;

  TrainedModel(SavedModel saved, Layer network) {
    this(saved, network, InputKind.of(saved.preprocessing()));
  }

  private TrainedModel(SavedModel saved, Layer network, InputReader reader) {
    this.saved = saved;
    this.network = network;
    this.reader = reader;
  }

  /// The same model with what is known about how the CSV files are written that it will read. What
  /// is not said is found from each file, and then taken from the training data.
  ///
  /// @throws DataException when anything is said and the model was not trained on a table
  public TrainedModel reading(ReadOptions said) {
    return new TrainedModel(saved, network, reader.reading(said));
  }

  /// Loads the model that a training run left.
  ///
  /// @param folder the folder of the run
  /// @throws RunException if the folder has no finished run or a file in it is damaged
  public static TrainedModel load(Path folder) {
    RunFolder files = new RunFolder(folder);
    SavedModel saved = files.model();
    return new TrainedModel(saved, files.network(saved));
  }

  /// What the model was made of.
  public SavedModel saved() {
    return saved;
  }

  /// The network, for the classes of this package.
  Layer network() {
    return network;
  }

  /// What the model predicts.
  public Target target() {
    return saved.preprocessing().target();
  }

  /// Answers for one row of a table.
  ///
  /// @param row the value of each column that was trained with: a number, a text, a truth value, or
  ///   `null` where it is missing; other entries are not used
  /// @throws DataException when a column is left out, a value cannot be read, or the answer is not
  ///   finite
  public Prediction predict(Map<String, ?> row) {
    return answers(reader.of(List.of(row))).get(0);
  }

  /// Answers for some rows of a table.
  ///
  /// @param rows as in the other form; a column that only some rows have is missing in the others
  /// @throws DataException as in the other form
  public Predictions predict(List<? extends Map<String, ?>> rows) {
    return answers(reader.of(rows));
  }

  /// Answers for all rows of a table.
  ///
  /// @throws DataException when a column is missing, a cell cannot be read, or an answer is not
  ///   finite
  public Predictions predict(Table table) {
    return answers(reader.of(table));
  }

  /// Answers for images.
  ///
  /// @param images images of the sizes that were trained on, along the first axis
  /// @throws DataException when the sizes are other ones or an answer is not finite
  public Predictions predict(IdxArray images) {
    return answers(reader.of(images));
  }

  /// Answers for samples in a tensor, in the units of the training data.
  ///
  /// @param samples one sample, or several along the first axis: images, or rows of numbers in the
  ///   order of the columns
  /// @throws DataException when the shape is another one, the model was trained with categories, or
  ///   an answer is not finite
  public Predictions predict(Tensor samples) {
    return answers(reader.of(samples));
  }

  /// Answers for the samples in a file, such as a CSV file or an IDX file of images.
  ///
  /// @throws DataException when the file cannot be read or is of another kind, or an answer is not
  ///   finite
  public Predictions predict(Path file) {
    return answers(reader.read(file));
  }

  /// Answers for a photograph.
  ///
  /// @param image the content of an image file, such as a JPEG
  /// @throws DataException when it is no image, or the model was not trained on photographs
  public Prediction predict(byte[] image) {
    return answers(reader.of(image)).get(0);
  }

  private Predictions answers(Inputs inputs) {
    return predictions(inputs, outputs(inputs.features()));
  }

  /// What prepares new samples as the training samples were prepared.
  ///
  /// With [#outputs] and [#predictions] it makes the three steps of `predict` one by one, so that a
  /// server can prepare many requests apart and compute them together.
  public InputReader reader() {
    return reader;
  }

  /// What the network gives for prepared inputs. A sample has the same bits in any company.
  ///
  /// @param features prepared inputs `[N, …]`, such as several [Inputs#features] one after the
  ///   other
  /// @return probabilities of the classes, or standardised numbers, sample by sample
  public float[] outputs(Tensor features) {
    Tensor outputs = Evaluation.outputs(network, features);
    boolean isClass = target().task() == Task.CLASSIFICATION;
    return isClass
        ? Tensor.noGrad(() -> outputs.softmax(-1)).toFloatArray()
        : outputs.toFloatArray();
  }

  /// The answers that a network's outputs mean.
  ///
  /// @param inputs the samples
  /// @param outputs what [#outputs] gave for these samples
  /// @throws DataException when an answer is not finite
  public Predictions predictions(Inputs inputs, float[] outputs) {
    Predictions predictions = new Predictions(target(), outputs, inputs.notes(), inputs.names());
    FiniteAnswers.require(inputs, outputs, target());
    return predictions;
  }

  /// Loss and metrics for samples whose targets are known.
  ///
  /// @param data a CSV file with the target column, or a folder with IDX files of images and labels
  /// @throws DataException when it cannot be read or is of another kind, a class is unknown, or an
  ///   answer is not finite
  public EvaluationResult evaluate(Path data) {
    List<String> notes = new ArrayList<>();
    Source samples = reader.readWithTargets(data, notes);
    return EvaluationResult.of(network, target(), samples, notes);
  }

  /// Loss and metrics for the samples that the training run held out.
  ///
  /// They are read again from the training data. When the data is not what it was, nobody can tell
  /// which samples were trained on; then this is refused.
  ///
  /// @throws DataException when the data cannot be read, or its samples are not those of the run
  public EvaluationResult evaluateHeldOut() {
    return EvaluationResult.of(network, target(), saved.readAgain().validation(), List.of());
  }
}
