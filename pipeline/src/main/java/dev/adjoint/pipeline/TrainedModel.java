package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.series.SeriesWindows;
import dev.adjoint.data.table.Table;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trained model that answers for new samples.
///
/// ```java
/// TrainedModel model = TrainedModel.load(Path.of("runs/penguins"));
/// Prediction answer = model.predict(Map.of("bill_length_mm", 39.1, "island", "Torgersen"));
/// ```
///
/// New samples are prepared as the training samples were. A sample gives the same bits alone or in
/// a batch, and on any thread: a model is immutable and may be used by any number of threads at
/// once. It holds memory of the Java heap only, so it need not be closed.
public final class TrainedModel {

  private final SavedModel saved;
  private final Layer network;
  private final InputReader reader;
  private final boolean convolves;

  TrainedModel(SavedModel saved, Layer network) {
    this(saved, network, InputKind.of(saved.preprocessing()));
  }

  private TrainedModel(SavedModel saved, Layer network, InputReader reader) {
    this.saved = saved;
    this.network = network;
    this.reader = reader;
    convolves = convolves(network);
  }

  /// The same model with options for reading CSV files. What the options leave open is found from
  /// each file, or else taken from the training data.
  ///
  /// @throws DataException when an option is given and the model was not trained on a table
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

  /// The network with its trained weights, from prepared inputs ([InputReader]) to what [#outputs]
  /// makes probabilities or numbers of. The temperature of a calibrated classifier is not part of
  /// it.
  public Layer network() {
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
  /// @throws DataException when it is not an image, or the model was not trained on photographs
  public Prediction predict(byte[] image) {
    return answers(reader.of(image)).get(0);
  }

  private Predictions answers(Inputs inputs) {
    return predictions(inputs, outputs(inputs.features()));
  }

  /// What prepares new samples as the training samples were prepared.
  ///
  /// `predict` is this, [#outputs] and [#predictions] one after the other. A server calls them
  /// separately, so that it can prepare requests one by one and compute them as a batch.
  public InputReader reader() {
    return reader;
  }

  /// The outputs of the network for prepared inputs. A sample has the same bits in any batch.
  ///
  /// @param features prepared inputs `[N, …]`, such as several [Inputs#features] one after the
  ///   other
  /// @return probabilities of the classes or labels, or the standardised numbers, sample by sample;
  ///   an ensemble gives after those of each sample how far its members agree
  public float[] outputs(Tensor features) {
    int count = features.shape().size(0);
    if (count < 2 || !convolves) {
      return outputsTogether(features);
    }
    float[] first = outputsTogether(features.slice(0, 0, 1));
    float[] all = Arrays.copyOf(first, count * first.length);
    for (int i = 1; i < count; i++) {
      float[] one = outputsTogether(features.slice(0, i, i + 1));
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return all;
  }

  /// Whether a layer convolves images. The kernels choose the algorithm of such a convolution for
  /// the whole batch, from its number of images and from their values, so the bits of an image
  /// depend on the others.
  private static boolean convolves(Layer network) {
    return Parameters.of(network).list().stream()
        .anyMatch(parameter -> parameter.shape().rank() >= 4);
  }

  private float[] outputsTogether(Tensor features) {
    if (network instanceof Ensemble ensemble) {
      return MemberAnswers.of(ensemble, saved.temperature(), features);
    }
    Tensor outputs = Evaluation.outputs(CalibratedNetwork.of(saved, network), features);
    return switch (target().task()) {
      case CLASSIFICATION -> Tensor.noGrad(() -> outputs.softmax(-1)).toFloatArray();
      case MULTI_LABEL -> Tensor.noGrad(outputs::sigmoid).toFloatArray();
      case REGRESSION -> outputs.toFloatArray();
    };
  }

  /// The answers that a network's outputs mean.
  ///
  /// @param inputs the samples
  /// @param outputs what [#outputs] gave for these samples
  /// @throws DataException when an answer is not finite
  public Predictions predictions(Inputs inputs, float[] outputs) {
    Predictions predictions =
        Predictions.of(target(), outputs, network instanceof Ensemble, inputs);
    FiniteAnswers.require(inputs, outputs, target(), saved.preprocessing().form());
    return predictions;
  }

  /// Loss and metrics for samples whose targets are known. A note says when a tenth of them or more
  /// are samples that the model was trained on.
  ///
  /// @param data a CSV file with the target column, or a folder with IDX files of images and labels
  /// @throws DataException when it cannot be read or is of another kind, a class is unknown, or an
  ///   answer is not finite
  public EvaluationResult evaluate(Path data) {
    List<String> notes = new ArrayList<>();
    Source samples = reader.readWithTargets(data, notes);
    TrainedOn.note(saved, samples).ifPresent(notes::add);
    return EvaluationResult.of(saved, network, samples, notes);
  }

  /// Loss and metrics for the samples that the training run held out; for a series those of its
  /// test part, see [HeldForecasts].
  ///
  /// They are read again from the training data. If the data has changed, it is not known which
  /// samples were trained on, so the evaluation is refused.
  ///
  /// @throws DataException when the data cannot be read, or its samples are not those of the run
  public EvaluationResult evaluateHeldOut() {
    Prepared prepared = saved.readAgain();
    if (prepared.test().isPresent() && prepared.test().get() instanceof SeriesWindows test) {
      // The validation part of a series calibrates the bands; the test part comes after it.
      return new EvaluationResult(
          test.count(),
          Judging.testFigures(network, prepared, test),
          Optional.empty(),
          Optional.empty(),
          List.of());
    }
    return EvaluationResult.of(saved, network, prepared.validation(), List.of());
  }
}
