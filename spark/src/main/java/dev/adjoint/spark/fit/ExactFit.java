package dev.adjoint.spark.fit;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.CategoryFeature;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.EmbeddedFeature;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.spark.model.RowInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/// Learns from the rows of a DataFrame how each column becomes inputs.
///
/// The rules are those of tables on one machine: numbers are standardised, texts become categories,
/// more than 100 of them an embedding; columns without information are left out. Sums are exact
/// ([ExactSum]), so the result has the same bits for any order of the rows and any partitions. A
/// table on one machine is summed in the order of its rows, and its means can differ from these in
/// the last bits (decision 49).
public final class ExactFit {

  private static final int CHUNK = 4096;
  private static final int FEW_CLASSES = 20;
  private static final int ROWS_PER_CLASS = 5;
  private static final int FEW_VALUES = 20;
  private static final int MOST_CATEGORIES = 100;

  private final JavaRDD<Row> rows;
  private final List<String> columns;
  private final List<String> notes = new ArrayList<>();

  private ExactFit(JavaRDD<Row> rows, List<String> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /// The preprocessing, and sentences about what was left out.
  ///
  /// @param preprocessing learnt from the rows
  /// @param notes what should be reported
  public record Fitted(TablePreprocessing preprocessing, List<String> notes) {}

  /// Learns from rows.
  ///
  /// @param rows the training rows, read twice
  /// @param features the columns to learn from
  /// @param target the column to predict; every row has a value of it
  /// @throws DataException when the columns cannot be used so
  public static Fitted of(JavaRDD<Row> rows, List<String> features, String target) {
    List<String> columns = new ArrayList<>(features);
    columns.add(target);
    return new ExactFit(rows, columns).fit(target);
  }

  private Fitted fit(String target) {
    ColumnSummary[] summaries = summaries();
    double[] means = Arrays.stream(summaries).mapToDouble(ColumnSummary::mean).toArray();
    double[] deviations = deviations(summaries, means);
    List<Feature> features = new ArrayList<>();
    int last = columns.size() - 1;
    for (int i = 0; i < last; i++) {
      feature(columns.get(i), summaries[i], means[i], deviations[i], features);
    }
    if (features.isEmpty()) {
      throw new DataException(
          "fit: no column is left to learn from beside the target %s (%s); add columns"
              .formatted(target, String.join("; ", notes)));
    }
    Target learnt = target(target, summaries[last], means[last], deviations[last]);
    return new Fitted(new TablePreprocessing(features, learnt), notes);
  }

  private ColumnSummary[] summaries() {
    List<String> names = columns;
    return rows.mapPartitions(
            part -> {
              ColumnSummary[] all = new ColumnSummary[names.size()];
              Arrays.setAll(all, _ -> new ColumnSummary());
              for (Iterator<Table> tables = tables(part, names); tables.hasNext(); ) {
                List<Column> cells = tables.next().columns();
                for (int i = 0; i < all.length; i++) {
                  all[i].add(cells.get(i));
                }
              }
              return List.<ColumnSummary[]>of(all).iterator();
            })
        .treeReduce((a, b) -> {
          for (int i = 0; i < a.length; i++) {
            a[i].add(b[i]);
          }
          return a;
        });
  }

  /// The deviations of the columns of numbers, from a second pass.
  private double[] deviations(ColumnSummary[] summaries, double[] means) {
    List<String> names = columns;
    boolean[] isNumber = new boolean[summaries.length];
    for (int i = 0; i < isNumber.length; i++) {
      isNumber[i] = summaries[i].isNumber();
      if (isNumber[i] && summaries[i].notFinite() > 0) {
        throw new DataException(
            "fit: column %s has %,d cells that are NaN or infinite; correct them, or make them null where the value is missing"
                .formatted(columns.get(i), summaries[i].notFinite()));
      }
    }
    ExactSum[] squares =
        rows.mapPartitions(
                part -> {
                  ExactSum[] all = new ExactSum[names.size()];
                  Arrays.setAll(all, _ -> new ExactSum());
                  for (Iterator<Table> tables = tables(part, names); tables.hasNext(); ) {
                    List<Column> cells = tables.next().columns();
                    for (int i = 0; i < all.length; i++) {
                      if (isNumber[i]) {
                        square(cells.get(i), means[i], all[i]);
                      }
                    }
                  }
                  return List.<ExactSum[]>of(all).iterator();
                })
            .treeReduce((a, b) -> {
              for (int i = 0; i < a.length; i++) {
                a[i].add(b[i]);
              }
              return a;
            });
    double[] deviations = new double[squares.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = Math.sqrt(squares[i].value() / summaries[i].present());
    }
    return deviations;
  }

  private static void square(Column column, double mean, ExactSum into) {
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row)) {
        double difference = column.number(row) - mean;
        into.add(difference * difference);
      }
    }
  }

  /// The rows of a partition as tables of a few thousand rows each.
  private static Iterator<Table> tables(Iterator<Row> part, List<String> names) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return part.hasNext();
      }

      @Override
      public Table next() {
        List<Row> some = new ArrayList<>(CHUNK);
        while (some.size() < CHUNK && part.hasNext()) {
          some.add(part.next());
        }
        return RowInputs.table("the rows of the DataFrame", names, some);
      }
    };
  }

  private void feature(
      String name, ColumnSummary summary, double mean, double std, List<Feature> into) {
    if (summary.present() == 0) {
      notes.add("left out column %s: every cell is missing".formatted(name));
    } else if (summary.isNumber()) {
      if (std == 0 || summary.least() == summary.greatest()) {
        notes.add("left out column %s: it is %s in every row".formatted(name, summary.least()));
      } else {
        into.add(new NumberFeature(name, mean, std));
      }
    } else {
      category(name, summary, into);
    }
  }

  private void category(String name, ColumnSummary summary, List<Feature> into) {
    Map<String, Long> texts = summary.texts();
    boolean isMissing = summary.missing() > 0;
    if (summary.hasTooManyTexts()
        || (texts.size() > FEW_VALUES && texts.size() > summary.present() / 2)) {
      notes.add(
          "left out column %s: so many different texts look like names or identifiers, from which no general rule can be learned"
              .formatted(name));
    } else if (texts.size() == 1 && !isMissing) {
      notes.add(
          "left out column %s: it is '%s' in every row"
              .formatted(name, texts.keySet().iterator().next()));
    } else if (texts.size() > MOST_CATEGORIES) {
      List<String> own =
          texts.entrySet().stream()
              .filter(entry -> entry.getValue() > 1)
              .map(Map.Entry::getKey)
              .toList();
      into.add(new EmbeddedFeature(name, own, isMissing, CellIdentity.TEXT));
    } else {
      into.add(
          new CategoryFeature(
              name, List.copyOf(texts.keySet()), isMissing, CellIdentity.TEXT, false));
    }
  }

  private Target target(String name, ColumnSummary summary, double mean, double std) {
    Map<String, Long> texts = summary.texts();
    int different = texts.size();
    boolean isClass =
        !summary.isNumber()
            || (summary.isWhole()
                && !summary.hasTooManyTexts()
                && different <= FEW_CLASSES
                && (different <= 2 || summary.present() >= (long) ROWS_PER_CLASS * different));
    if (!isClass) {
      return new NumberTarget(name, mean, std);
    }
    if (summary.hasTooManyTexts()) {
      throw new DataException(
          "fit: target %s has more than %,d different texts, which are not classes; choose another column"
              .formatted(name, ColumnSummary.MOST_TEXTS));
    }
    CellIdentity identity = CellIdentity.of(Column.of(name, texts.keySet().toArray(new String[0])));
    return new ClassTarget(
        name,
        texts.keySet().stream().map(identity::key).distinct().sorted(CellIdentity.ORDER).toList(),
        identity);
  }
}
