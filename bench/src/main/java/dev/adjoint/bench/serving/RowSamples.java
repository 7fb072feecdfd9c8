package dev.adjoint.bench.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.data.series.SeriesPreprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.http.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows of the file that a model was trained on, or for series pasts of different ends. What the
/// server answers for each alone, before the load, is what it must answer in any batch.
final class RowSamples implements LoadSamples {

  private static final int COUNT = 64;

  private final String name;
  private final boolean isSeries;

  /// For each sample its rows as JSON: one, or for series the past.
  private final List<String> rows;

  private final Object[] alone;

  private RowSamples(String name, boolean isSeries, List<String> rows) {
    this.name = name;
    this.isSeries = isSeries;
    this.rows = rows;
    this.alone = new Object[rows.size()];
  }

  static RowSamples of(TrainedModel model, String name, Path file, ReadOptions reading) {
    Table table = TableReader.read(file, reading);
    if (model.saved().preprocessing() instanceof SeriesPreprocessing series) {
      return new RowSamples(name, true, pasts(table, series));
    }
    Map<String, Boolean> columns = columns(model.saved().preprocessing());
    int[] usable =
        IntStream.range(0, table.rows())
            .filter(row ->
                columns.keySet().stream().anyMatch(column -> !table.column(column).isMissing(row)))
            .toArray();
    if (usable.length == 0) {
      throw new DataException(
          "load: %s has no row with a value; name a run whose file has rows".formatted(file));
    }
    List<String> rows =
        IntStream.range(0, Math.min(COUNT, usable.length))
            .map(i -> usable[i * usable.length / Math.min(COUNT, usable.length)])
            .filter(row -> !hasMissingText(model.saved().preprocessing(), table, row))
            .mapToObj(row -> Json.text(row(table, columns, row)))
            .toList();
    return new RowSamples(name, false, rows);
  }

  /// The columns that a model reads, and whether each is a number.
  private static Map<String, Boolean> columns(Preprocessing preprocessing) {
    Map<String, Boolean> columns = new LinkedHashMap<>();
    switch (preprocessing) {
      case TablePreprocessing table ->
          table
              .features()
              .forEach(feature -> columns.put(feature.column(), feature instanceof NumberFeature));
      case TextPreprocessing texts -> texts.columns().forEach(column -> columns.put(column, false));
      case TextTablePreprocessing both -> {
        columns.putAll(columns(both.text()));
        columns.putAll(columns(both.table()));
      }
      case RatingPreprocessing ratings -> {
        columns.put(ratings.columns().user(), false);
        columns.put(ratings.columns().item(), false);
      }
      default ->
          throw new DataException(
              "load: there are no requests for %s; name a run on images, a table, texts, ratings or series"
                  .formatted(preprocessing.form().describe()));
    }
    return columns;
  }

  /// A row without any text or name is refused by the server.
  private static boolean hasMissingText(Preprocessing preprocessing, Table table, int row) {
    List<String> needed =
        switch (preprocessing) {
          case TextPreprocessing texts -> texts.columns();
          case TextTablePreprocessing both -> both.text().columns();
          case RatingPreprocessing ratings ->
              List.of(ratings.columns().user(), ratings.columns().item());
          default -> List.of();
        };
    return needed.stream().anyMatch(column -> table.column(column).isMissing(row));
  }

  private static Map<String, @Nullable Object> row(
      Table table, Map<String, Boolean> columns, int row) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    columns.forEach((name, isNumber) -> {
      Column column = table.column(name);
      Object value = isNumber ? (Object) column.number(row) : column.text(row);
      cells.put(name, column.isMissing(row) || value.equals(Double.NaN) ? null : value);
    });
    return cells;
  }

  /// Pasts that end at different rows of the first series, each with the rows whose columns are
  /// known for the future.
  private static List<String> pasts(Table table, SeriesPreprocessing series) {
    int[] own =
        IntStream.range(0, table.rows())
            .filter(row ->
                series
                    .columns()
                    .series()
                    .map(table::column)
                    .map(id -> id.text(row).equals(id.text(0)))
                    .orElse(true))
            .toArray();
    int past = 2 * series.window().past();
    int future = series.known().isEmpty() ? 0 : series.window().future();
    int span = Math.min(past + future, own.length);
    int count = Math.min(COUNT, own.length - span + 1);
    Set<String> columns = new LinkedHashSet<>(series.columns().names());
    List<String> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> rows = new ArrayList<>();
      for (int at = i; at < i + span; at++) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (String column : columns) {
          boolean isAsked = column.equals(series.columns().target()) && at >= i + span - future;
          cells.put(column, isAsked ? null : cell(table.column(column), own[at]));
        }
        rows.add(Json.text(cells));
      }
      samples.add(String.join(",", rows));
    }
    return samples;
  }

  private static @Nullable String cell(Column column, int row) {
    return column.isMissing(row) ? null : column.text(row);
  }

  @Override
  public int count() {
    return rows.size();
  }

  /// A request for a series holds one past.
  @Override
  public int most(int asked) {
    return isSeries ? 1 : asked;
  }

  @Override
  public String path() {
    return "/api/predict/" + name;
  }

  @Override
  public byte[] body(int[] which) {
    String joined =
        String.join(",", Arrays.stream(which).mapToObj(rows::get).toArray(String[]::new));
    return "{\"rows\":[%s]}".formatted(joined).getBytes(UTF_8);
  }

  private static List<?> answers(byte[] answer) {
    return (List<?>) Objects.requireNonNull(Json.object(answer).get("answers"));
  }

  @Override
  public void alone(int sample, byte[] answer) {
    alone[sample] = Objects.requireNonNull(answers(answer).getFirst());
  }

  @Override
  public int wrong(byte[] answer, int[] which) {
    List<?> answers = answers(answer);
    int wrong = 0;
    for (int i = 0; i < which.length; i++) {
      wrong += answers.size() == which.length && alone[which[i]].equals(answers.get(i)) ? 0 : 1;
    }
    return wrong;
  }
}
