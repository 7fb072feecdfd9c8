package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.series.ForecastWindow;
import dev.adjoint.data.series.SeriesPreprocessing;
import dev.adjoint.data.series.SeriesPreprocessing.Forecasts;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the past of series, from which the next steps of each are forecast.
///
/// @param preprocessing how rows become windows
/// @param options what a person said about how the files are written
record SeriesInputs(SeriesPreprocessing preprocessing, ReadOptions options) implements InputReader {

  SeriesInputs(SeriesPreprocessing preprocessing) {
    this(preprocessing, ReadOptions.NONE);
  }

  @Override
  public InputReader reading(ReadOptions said) {
    return new SeriesInputs(preprocessing, said);
  }

  @Override
  public String expects() {
    return "time series; give the past as rows with the columns %s"
        .formatted(preprocessing.columns().names());
  }

  @Override
  public Inputs read(Path data) {
    return of(table(data));
  }

  @Override
  public Inputs of(Table table) {
    List<String> notes = new ArrayList<>(table.notes());
    Forecasts forecasts = preprocessing.forecasts(table, notes);
    List<String> names = forecasts.windows().stream().map(ForecastWindow::series).toList();
    return new Inputs(
        forecasts.features(),
        notes,
        row ->
            names.get(row).isEmpty()
                ? table.source()
                : "%s: series %s".formatted(table.source(), names.get(row)),
        this::input,
        Optional.empty(),
        forecasts.windows());
  }

  private String input(int position) {
    List<String> names = preprocessing.featureNames();
    return "%s of step %d".formatted(names.get(position % names.size()), position / names.size());
  }

  /// Rows of the past, and after them rows of the known columns without a target.
  @Override
  public Inputs of(List<? extends Map<String, ?>> rows) {
    return of(GivenTables.ofRows(rows, preprocessing.columns().names()));
  }

  @Override
  public Inputs parse(String csv, String name) {
    return of(TableReader.parse(csv, name, options));
  }

  /// A tensor has no times.
  @Override
  public Inputs of(Tensor samples) {
    throw new DataException(
        "predict: a tensor %s has no times but the model was trained on %s"
            .formatted(samples.shape(), expects()));
  }

  @Override
  public Source readWithTargets(Path data, List<String> notes) {
    Table table = table(data);
    notes.addAll(table.notes());
    return preprocessing.windows(table, notes);
  }

  private Table table(Path data) {
    return GivenTables.ofFile(data, options, "time series");
  }
}
