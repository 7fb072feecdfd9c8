package dev.adjoint.bench.serving;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.pipeline.source.RatingsTable;
import dev.adjoint.pipeline.source.SeriesTable;

/// Samples that a model is asked about, in any groups, and what it answers for each alone.
interface LoadSamples {

  /// How many there are.
  int count();

  /// The most samples of a request.
  ///
  /// @param asked what the person wants
  default int most(int asked) {
    return asked;
  }

  /// Where requests go, from the address of the server.
  String path();

  /// A request for some samples.
  byte[] body(int[] which);

  /// Keeps the answer for a sample alone. It is called for each one before the load begins.
  void alone(int sample, byte[] answer);

  /// The samples of an answer that have other bits than alone.
  int wrong(byte[] answer, int[] which);

  /// Those that fit a model. Images are drawn at random; rows are those of the file of the run.
  ///
  /// @param name the name under which the model is served
  /// @throws DataException when there are none for its kind of data
  static LoadSamples of(TrainedModel model, String name) {
    DataSource source = model.saved().source();
    return switch (source) {
      case CsvTable table -> RowSamples.of(model, name, table.file(), table.options().reading());
      case CsvTexts texts ->
          RowSamples.of(model, name, texts.file(), texts.options().table().reading());
      case RatingsTable ratings -> RowSamples.of(model, name, ratings.file(), ratings.reading());
      case SeriesTable series -> RowSamples.of(model, name, series.file(), series.reading());
      default -> {
        InputForm form = model.saved().preprocessing().form();
        if (form instanceof InputForm.Image) {
          yield ImageSamples.of(model, name);
        }
        throw new DataException(
            "load: the model reads %s, for which there are no requests; name a run on images, a table, texts, ratings or series"
                .formatted(form.describe()));
      }
    };
  }
}
