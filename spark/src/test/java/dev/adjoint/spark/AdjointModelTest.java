package dev.adjoint.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdjointModelTest {

  private static final int ROWS = 700;

  @TempDir private Path folder;

  private static Map<String, Object> cells(Row row) {
    Map<String, Object> cells = new HashMap<>();
    List.of("weight", "legs", "home").forEach(name -> cells.put(name, row.getAs(name)));
    return cells;
  }

  private static void assertClass(Row row, Prediction.OfClass alone) {
    assertThat((String) row.getAs("predicted_label")).isEqualTo(alone.label());
    assertThat(((Vector) row.getAs("probability")).toArray())
        .containsExactly(
            alone.probabilities().values().stream().mapToDouble(Double::doubleValue).toArray());
    List<String> classes = List.copyOf(alone.probabilities().keySet());
    assertThat((Double) row.getAs("prediction")).isEqualTo(classes.indexOf(alone.label()));
  }

  @Test
  void everyRowHasTheBitsOfOneMachine() throws IOException {
    Path run = Runs.animals(folder.resolve("run"), "kind", 1);
    TrainedModel alone = TrainedModel.load(run);

    List<Row> rows =
        AdjointModel.ofRun(run).setBatchSize(64).transform(Runs.rows(ROWS, 5)).collectAsList();

    assertThat(rows).hasSize(ROWS);
    for (Row row : rows) {
      assertClass(row, (Prediction.OfClass) alone.predict(cells(row)));
    }
  }

  @Test
  void numbersOfAnEnsembleHaveTheirSpread() throws IOException {
    Path run = Runs.animals(folder.resolve("run"), "weight", 3);
    TrainedModel alone = TrainedModel.load(run);
    Dataset<Row> rows = Runs.rows(50, 2).withColumnRenamed("home", "kind");

    for (Row row :
        AdjointModel.ofRun(run).transform(rows.selectExpr("*", "'coop' AS home")).collectAsList()) {
      var number =
          (Prediction.OfNumber)
              alone.predict(
                  Map.of("legs", row.<Integer>getAs("legs"), "home", "coop", "kind", text(row)));
      assertThat((Double) row.getAs("prediction")).isEqualTo(number.value());
      assertThat((Double) row.getAs("spread")).isEqualTo(number.spread().orElseThrow());
    }
  }

  private static String text(Row row) {
    String kind = row.getAs("kind");
    return kind == null ? "" : kind;
  }

  @Test
  void aPipelineIsSavedAndLoadedWithItsParameters() throws Exception {
    Path run = Runs.animals(folder.resolve("run"), "kind", 1);
    AdjointModel model = AdjointModel.ofRun(run).setPredictionCol("answer").setBatchSize(10);
    Dataset<Row> rows = Runs.rows(40, 2).orderBy("id");
    PipelineModel fitted = new Pipeline().setStages(new PipelineStage[] {model}).fit(rows);
    String saved = folder.resolve("saved").toString();
    fitted.write().overwrite().save(saved);

    PipelineModel loaded = PipelineModel.load(saved);

    assertThat(loaded.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(loaded.stages()[0].uid()).isEqualTo(model.uid());
    assertThat(loaded.stages()[0]).isInstanceOf(AdjointModel.class);
    assertThat(TrainedModel.load(folder.resolve("saved/stages/0_" + model.uid() + "/run")))
        .isNotNull();
  }

  @Test
  void sqlCallsAFunctionWithARow() throws IOException {
    Path run = Runs.animals(folder.resolve("run"), "kind", 1);
    TrainedModel alone = TrainedModel.load(run);
    SparkSession session = LocalSpark.session();
    AdjointModel.ofRun(run).register(session, "animal");
    Runs.rows(30, 2).createOrReplaceTempView("animals");

    List<Row> rows =
        session
            .sql("SELECT a.*, s.* FROM (SELECT *, animal(struct(*)) AS s FROM animals) AS a")
            .collectAsList();

    assertThat(rows).hasSize(30);
    for (Row row : rows) {
      assertClass(row, (Prediction.OfClass) alone.predict(cells(row)));
    }
  }

  @Test
  void aMissingColumnIsNamedBeforeAnyWork() throws IOException {
    AdjointModel model = AdjointModel.ofRun(Runs.animals(folder.resolve("run"), "kind", 1));

    assertThatThrownBy(() -> model.transform(Runs.rows(3, 1).withColumnRenamed("weight", "wieght")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "transform: the model reads the column 'weight' but the DataFrame has none of this name; did you mean wieght?");
    assertThatThrownBy(() -> model.transform(Runs.rows(3, 1).selectExpr("*", "1 AS prediction")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "transform: the DataFrame already has a column 'prediction', which the answers need; drop it, or name the columns of the answers with setPredictionCol, setPredictedLabelCol and setProbabilityCol");
  }

  @Test
  void rowsThatCannotBeReadFailOrAreSkippedOrKept() throws IOException {
    AdjointModel model = AdjointModel.ofRun(Runs.animals(folder.resolve("run"), "kind", 1));
    Dataset<Row> rows =
        Runs.rows(20, 1)
            .selectExpr(
                "id", "IF(id = 7, 'heavy', CAST(weight AS STRING)) AS weight", "legs", "home");

    assertThatThrownBy(() -> model.transform(rows).collectAsList())
        .hasStackTraceContaining("heavy");
    assertThat(model.setHandleInvalid("skip").transform(rows).collectAsList()).hasSize(19);
    List<Row> kept = model.setHandleInvalid("keep").transform(rows).collectAsList();
    assertThat(kept).hasSize(20);
    assertThat(kept.stream().filter(row -> row.getAs("prediction") == null))
        .singleElement()
        .extracting(row -> row.<Long>getAs("id"))
        .isEqualTo(7L);
  }
}
