package dev.adjoint.spark.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.CategoryFeature;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.data.prepare.TablePlan;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.spark.LocalSpark;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class ExactFitTest {

  private static final String PENGUINS = "../datasets/penguins.csv";

  private static Dataset<Row> penguins() {
    return LocalSpark.session()
        .read()
        .option("header", true)
        .csv(PENGUINS)
        .filter("species IS NOT NULL");
  }

  private static TablePreprocessing fit(Dataset<Row> rows) {
    List<String> features = new ArrayList<>(Arrays.asList(rows.columns()));
    features.remove("species");
    return ExactFit.of(rows.javaRDD(), features, "species").preprocessing();
  }

  @Test
  void orderAndPartitionsChangeNoBit() {
    TablePreprocessing one = fit(penguins().coalesce(1));

    assertThat(fit(penguins().repartition(7))).isEqualTo(one);
    assertThat(fit(penguins().orderBy("body_mass_g").repartition(3))).isEqualTo(one);
  }

  /// The features are those that one machine finds; a mean is the exact sum of the cells, rounded,
  /// by their number, and a sum in the order of the rows is that up to its rounding errors.
  @Test
  void theFeaturesAreThoseOfOneMachine() {
    TablePreprocessing cluster = fit(penguins());
    var table = TableReader.read(Path.of(PENGUINS), ReadOptions.NONE);
    TablePlan plan = TablePlan.of(table, TableOptions.target("species"));
    TablePreprocessing alone = TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>());

    assertThat(cluster.target()).isEqualTo(alone.target());
    assertThat(cluster.featureNames()).isEqualTo(alone.featureNames());
    for (int i = 0; i < alone.features().size(); i++) {
      switch (alone.features().get(i)) {
        case NumberFeature number -> {
          NumberFeature exact = (NumberFeature) cluster.features().get(i);
          assertThat(exact.mean()).isCloseTo(number.mean(), within(1e-12 * number.mean()));
          assertThat(exact.std()).isCloseTo(number.std(), within(1e-12 * number.std()));
          assertThat(exact.mean()).isEqualTo(mean(table.column(number.column())));
        }
        case CategoryFeature category -> assertThat(cluster.features().get(i)).isEqualTo(category);
        default -> throw new AssertionError(alone.features().get(i));
      }
    }
  }

  private static double mean(Column column) {
    BigDecimal sum = BigDecimal.ZERO;
    int count = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row)) {
        sum = sum.add(new BigDecimal(column.number(row)), MathContext.UNLIMITED);
        count++;
      }
    }
    return sum.doubleValue() / count;
  }

  @Test
  void aNumberThatIsNotFiniteIsRefused() {
    Dataset<Row> rows =
        penguins().selectExpr("species", "IF(year = '2007', double('NaN'), 1.5) AS x", "sex");

    assertThatThrownBy(() -> fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "fit: column x has 110 cells that are NaN or infinite; correct them, or make them null where the value is missing");
  }
}
