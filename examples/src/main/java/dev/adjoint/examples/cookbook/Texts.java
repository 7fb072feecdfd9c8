package dev.adjoint.examples.cookbook;

import module dev.adjoint.pipeline;

import java.nio.file.Path;
import java.util.Map;

/// Texts: classified, and written.
public final class Texts {

  private Texts() {}

  /// Learns to tell kinds of texts apart.
  ///
  /// @param file a CSV file with the columns `title` and `kind`
  /// @param run the folder of the run
  /// @return the answer for a new title
  public static Prediction classify(Path file, Path run) {
    // @start region="classify"
    Training.of(CsvTexts.of(file, "title", "kind")).run(run);
    TrainedModel model = TrainedModel.load(run);
    Prediction answer = model.predict(Map.of("title", "Rain until Sunday"));
    // @end
    return answer;
  }

  /// Learns a text and continues from a beginning.
  ///
  /// @param book a text file
  /// @param run the folder of the run
  /// @return what was written
  public static String write(Path book, Path run) {
    // @start region="write"
    Training.of(BookText.of(book)).withModel("lstm").withEpochs(3).run(run);
    TextWriter writer = TextWriter.load(run);
    TokenSampling sampling = TokenSampling.PLAIN.withTemperature(0.8).withTopK(20);
    String text = writer.write("Once", 60, sampling, 1);
    // @end
    return text;
  }
}
