package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.text.BookPreprocessing;
import dev.adjoint.data.text.TextFiles;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/// Reads texts for the evaluation of a language model. Such a model writes texts and makes no other
/// predictions.
record BookInputs(BookPreprocessing preprocessing) implements InputReader {

  @Override
  public String expects() {
    return "a running text; let it write with adjoint generate";
  }

  @Override
  public Inputs read(Path data) {
    throw writes();
  }

  @Override
  public Inputs of(Tensor samples) {
    throw writes();
  }

  private static DataException writes() {
    return new DataException(
        "predict: the model was trained on a running text and predicts how a text goes on; use adjoint generate, or TextWriter in a program");
  }

  @Override
  public Source readWithTargets(Path data, List<String> notes) {
    return preprocessing.windows(data.toString(), TextFiles.read(data));
  }
}
