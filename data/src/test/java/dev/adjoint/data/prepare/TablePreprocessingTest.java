package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablePreprocessingTest {
  private static final Table TABLE =
      TableReader.parse(
          """
          size,colour,kind
          1,red,a
          3,blue,b
          ,red,a
          5,,b
          100,green,a
          """,
          "t.csv");

  /// Trained on the first four rows: size has mean 3 and deviation √(8/3), colours are blue and
  /// red.
  private static TablePreprocessing fit(List<String> notes) {
    TablePlan plan = TablePlan.of(TABLE, TableOptions.target("kind"));
    return TablePreprocessing.fit(plan, new int[] {0, 1, 2, 3}, notes);
  }

  private static TablePreprocessing fit() {
    return fit(new ArrayList<>());
  }

  @Test
  void meansAndCategoriesComeFromTheTrainingRowsAlone() {
    TablePreprocessing preprocessing = fit();
    assertThat(preprocessing.features())
        .containsExactly(
            new NumberFeature("size", 3, Math.sqrt(8.0 / 3)),
            new CategoryFeature("colour", List.of("blue", "red"), true));
    assertThat(preprocessing.target()).isEqualTo(new ClassTarget("kind", List.of("a", "b")));
    assertThat(preprocessing.featureShape()).isEqualTo(Shape.of(4));
    assertThat(preprocessing.featureNames())
        .containsExactly("size", "colour=blue", "colour=red", "colour missing");
  }

  @Test
  void cellsBecomeInputs() {
    var encoded = fit().features(TABLE);
    float z = (float) (2 / Math.sqrt(8.0 / 3));
    assertThat(encoded.features().toFloatArray())
        .containsExactly(
            -z,
            0,
            1,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            1,
            0,
            z,
            0,
            0,
            1,
            (float) (97 / Math.sqrt(8.0 / 3)),
            0,
            0,
            0);
    assertThat(encoded.notes())
        .containsExactly(
            "2 missing cells (size 1, colour 1): a number takes the mean of the training rows, a text is a category of its own",
            "column colour has values that the training rows did not have (green 1); they count as none of its categories");
  }

  @Test
  void columnsAreFoundByNameInAnyOrderAndOthersAreIgnored() {
    Table table = TableReader.parse("extra,colour,size\nz,blue,3\n", "new.csv");
    assertThat(fit().features(table).features().toFloatArray()).containsExactly(0, 1, 0, 0);
  }

  @Test
  void aMissingColumnIsNamed() {
    Table table = TableReader.parse("colour,sise\nblue,3\n", "new.csv");
    assertThatThrownBy(() -> fit().features(table))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read new.csv: the model was trained with a column that the table does not have: size; did you mean sise?");
    Table none = TableReader.parse("a,b\nblue,3\n", "new.csv");
    assertThatThrownBy(() -> fit().features(none))
        .hasMessage(
            "read new.csv: the model was trained with 2 columns that the table does not have: size, colour; there are: a, b");
  }

  @Test
  void textWhereTheModelKnowsNumbersIsRefused() {
    Table table = TableReader.parse("colour,size\nblue,3\nred,big\n", "new.csv");
    assertThatThrownBy(() -> fit().features(table))
        .hasMessage(
            "read new.csv: row 2 (line 3), column size: 'big' is not a number but the model was trained on numbers there; correct the cell, or leave it empty if the value is missing");
    Table infinite = TableReader.parse("colour,size\nblue,inf\n", "new.csv");
    assertThatThrownBy(() -> fit().features(infinite))
        .hasMessage(
            "read new.csv: row 1 (line 2), column size: 'inf' is not a finite number; correct the cell, or leave it empty if the value is missing");
  }

  @Test
  void aClassNeverSeenInTrainingIsRefused() {
    Table table = TableReader.parse("size,colour,kind\n1,red,a\n2,red,fox\n", "test.csv");
    assertThatThrownBy(() -> fit().dataSet(table, new ArrayList<>()))
        .hasMessage(
            "read test.csv: row 2 (line 3), column kind: class 'fox' was never seen in training (known: a, b); add rows of it to the training data, or remove them here");
  }

  @Test
  void aTestTableLeavesOutRowsWithoutATarget() {
    Table table = TableReader.parse("size,colour,kind\n1,red,a\n2,red,\n3,blue,b\n", "test.csv");
    List<String> notes = new ArrayList<>();
    DataSet data = fit().dataSet(table, notes);
    assertThat(data.target().toLongArray()).containsExactly(0, 1);
    assertThat(notes)
        .containsExactly("left out row 2 (line 3), which has no value of the target kind");
  }

  @Test
  void everythingSurvivesAsPlainData() {
    TablePreprocessing preprocessing = fit();
    assertThat(read(preprocessing.toMap())).isEqualTo(preprocessing);
    var number = new TablePreprocessing(preprocessing.features(), new NumberTarget("y", 0.1, 3e-7));
    assertThat(read(number.toMap())).isEqualTo(number);
  }

  @Test
  void plainDataThatWasChangedIsRefusedWithThePlace() {
    Map<String, Object> map = new LinkedHashMap<>(fit().toMap());
    map.put("features", List.of(Map.of("kind", "number", "column", "size", "mean", 1, "std", -2)));
    assertThatThrownBy(() -> read(map))
        .hasMessage(
            "read preprocessing.features[0].std: a number above 0 is expected but there is '-2'; the file was changed or comes from another version");
    assertThatThrownBy(() -> read(Map.of()))
        .hasMessage(
            "read preprocessing.features: a list is expected but there is nothing; the file was changed or comes from another version");
  }

  private static TablePreprocessing read(Map<String, Object> map) {
    return TablePreprocessing.fromMap(new PlainMap("preprocessing", map));
  }

  @Test
  void aNumberTargetIsStandardisedAndRestored() {
    var target = new NumberTarget("y", 10, 4);
    assertThat(target.standardize(18)).isEqualTo(2);
    assertThat(target.restore(2)).isEqualTo(18);
    Table table = TableReader.parse("x,y\n1,0\n2,2.5\n3,5\n4,5\n", "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    var preprocessing = TablePreprocessing.fit(plan, new int[] {0, 2}, new ArrayList<>());
    DataSet data = preprocessing.dataSet(table, new ArrayList<>());
    assertThat(data.target().toFloatArray()).containsExactly(-1, 0, 1, 1);
    assertThat(data.target().shape()).isEqualTo(Shape.of(4, 1));
    assertThat(((NumberTarget) preprocessing.target()).mean()).isCloseTo(2.5, within(1e-12));
  }

  @Test
  void aTargetOfOneValueIsRefused() {
    Table table = TableReader.parse("x,y\n1,2.5\n2,2.5\n3,2.5\n", "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    assertThatThrownBy(() -> TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>()))
        .hasMessage(
            "prepare: target y is 2.5 in all of the 3 training rows; there is nothing to learn, check the target column");
  }

  @Test
  void columnsThatCannotHelpAreLeftOutWithAReason() {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> i + ",7,same,,user" + i + "," + (i * 37 % 11) + "," + i % 2)
            .collect(Collectors.joining("\n"));
    Table table = TableReader.parse("id,seven,same,none,login,x,y\n" + rows, "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    List<String> notes = new ArrayList<>();
    var preprocessing = TablePreprocessing.fit(plan, plan.rows(), notes);
    assertThat(preprocessing.featureNames()).containsExactly("x");
    assertThat(notes)
        .containsExactly(
            "left out column id: it only counts the rows",
            "left out column seven: it is 7 in every training row",
            "left out column same: it is 'same' in every training row",
            "left out column none: every cell is missing",
            "left out column login: 40 different texts in 40 training rows look like names or identifiers, from which no general rule can be learned");
  }

  @Test
  void aColumnCanBeKeptAsCategories() {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> "user" + i + "," + i % 4 + "," + i % 2)
            .collect(Collectors.joining("\n"));
    Table table = TableReader.parse("login,zone,y\n" + rows, "t.csv");
    TableOptions options = TableOptions.target("y").withCategories(List.of("login", "zone"));
    TablePlan plan = TablePlan.of(table, options);
    var preprocessing = TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>());
    assertThat(preprocessing.featureNames()).hasSize(44).contains("login=user7", "zone=3");
  }

  @Test
  void aTableWithoutAUsefulColumnIsRefused() {
    Table table = TableReader.parse("one,y\n5,a\n5,b\n5,a\n", "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    assertThatThrownBy(() -> TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>()))
        .hasMessage(
            "prepare: no column is left to learn from beside the target y (one: it is 5 in every training row); add columns");
  }
}
