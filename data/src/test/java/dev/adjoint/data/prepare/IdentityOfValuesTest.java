package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.Task;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One rule says when two cells are the same value, in training and in prediction.
class IdentityOfValuesTest {
  private static TablePreprocessing fit(Table table, TableOptions options) {
    TablePlan plan = TablePlan.of(table, options);
    return TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>());
  }

  private static Table table(String header, int rows, IntFunction<String> row) {
    String text = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n"));
    return TableReader.parse(header + "\n" + text, "t.csv");
  }

  @Test
  void idsBeyondDoublesAreDifferentClasses() {
    Table table = table("x,y", 20, i -> i + "," + (9007199254740992L + i % 2));
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    assertThat(plan.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(fit(table, TableOptions.target("y")).target().classes())
        .containsExactly("9007199254740992", "9007199254740993");
    assertThat(plan.labels()).containsExactly(IntStream.range(0, 20).map(i -> i % 2).toArray());
  }

  @Test
  void codesWithALeadingZeroAreValuesOfTheirOwn() {
    Table table =
        table("zip,y", 20, i -> (i % 2 == 0 ? "01234" : "1234") + "," + (i % 2 == 0 ? "01" : "1"));
    TableOptions options = TableOptions.target("y").withCategories(List.of("zip", "y"));
    TablePreprocessing fitted = fit(table, options);
    assertThat(fitted.featureNames()).containsExactly("zip=01234", "zip=1234");
    assertThat(fitted.target().classes()).containsExactlyInAnyOrder("01", "1");
  }

  @Test
  void aNumericCategoryKnowsTheSameNumberWrittenOtherwise() {
    Table table = table("zone,y", 20, i -> i % 3 + "," + i % 2);
    TablePreprocessing fitted =
        fit(table, TableOptions.target("y").withCategories(List.of("zone")));
    Table other = TableReader.parse("zone,y\n1.0,1.0\n2e0,0.0\n01,1\n", "new.csv");
    var encoded = fitted.features(other);
    assertThat(encoded.features().toFloatArray()).containsExactly(0, 1, 0, 0, 0, 1, 0, 0, 0);
    assertThat(encoded.notes())
        .containsExactly(
            "column zone has values that the training rows did not have (01 1); they count as none"
                + " of its categories");
    assertThat(fitted.dataSet(other, new ArrayList<>()).target().toLongArray())
        .containsExactly(1, 0, 1);
  }

  @Test
  void aColumnWithAnyTextComparesTexts() {
    Table table = table("zone,y", 40, i -> (i % 4 == 3 ? "3+" : "" + i % 4) + "," + i % 2);
    TablePreprocessing fitted = fit(table, TableOptions.target("y"));
    Table other = TableReader.parse("zone\n1.0\n1\n3+\n", "new.csv");
    assertThat(fitted.features(other).features().toFloatArray())
        .containsExactly(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void classesReadAsWholeNumbersOrWithAPointAreTheSame() {
    Table whole = table("x,y", 20, i -> i + "," + (1 + i % 2));
    Table pointed = table("x,y", 20, i -> i + "," + (1 + i % 2) + ".0");
    assertThat(fit(pointed, TableOptions.target("y")).target())
        .isEqualTo(fit(whole, TableOptions.target("y")).target());
    assertThat(
            fit(whole, TableOptions.target("y"))
                .dataSet(pointed, new ArrayList<>())
                .target()
                .toLongArray())
        .startsWith(0, 1, 0, 1);
  }

  @Test
  void aRunOfAnEarlierVersionIsStillRead() {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("kind", "class");
    target.put("column", "y");
    target.put("classes", List.of("1", "2"));
    Map<String, Object> feature = new LinkedHashMap<>();
    feature.put("kind", "category");
    feature.put("column", "c");
    feature.put("categories", List.of("a", "b"));
    feature.put("missing", false);
    var old =
        TablePreprocessing.fromMap(
            new PlainMap("p", Map.of("features", List.of(feature), "target", target)));
    Table table = TableReader.parse("c,y\nb,2.0\n", "new.csv");
    assertThat(old.dataSet(table, new ArrayList<>()).target().toLongArray()).containsExactly(1);
    assertThat(old.features(table).features().toFloatArray()).containsExactly(0, 1);
    assertThat(TablePreprocessing.fromMap(new PlainMap("p", old.toMap()))).isEqualTo(old);
  }

  @Test
  void namesWithCommasAreFound() {
    Table table = TableReader.parse("\"a, b\",c,d,y\n1,5,2,3.5\n2,7,9,4.5\n4,1,3,7.25\n", "t.csv");
    assertThat(ColumnNames.find(table, List.of("a, b,c"))).containsExactly("a, b", "c");
    assertThat(ColumnNames.find(table, List.of("\"a, b\", c"))).containsExactly("a, b", "c");
    assertThat(ColumnNames.find(table, List.of("a", " b", "c"))).containsExactly("a, b", "c");
    assertThat(fit(table, TableOptions.target("y").withDrop(List.of("a, b"))).featureNames())
        .containsExactly("c", "d");
    assertThatThrownBy(() -> ColumnNames.find(table, List.of("c,zebra")))
        .hasMessage("read t.csv: there is no column 'zebra'; there are: \"a, b\", c, d, y");
  }

  @Test
  void aColumnOfManyCategoriesBecomesOneIndex() {
    Table table =
        table("user,size,y", 500, i -> "u" + (i < 480 ? i % 120 : i) + "," + i % 9 + "," + i % 2);
    TablePlan plan = TablePlan.of(table, TableOptions.target("y").withCategories(List.of("user")));
    List<String> notes = new ArrayList<>();
    TablePreprocessing fitted = TablePreprocessing.fit(plan, plan.rows(), notes);
    assertThat(fitted.featureNames()).containsExactly("size", "user");
    assertThat(fitted.form()).isEqualTo(new InputForm.Columns(1, List.of(121)));
    assertThat(notes)
        .containsExactly(
            "column user: its 140 categories become a learned vector each (an embedding); the 20"
                + " that only one training row has and values that come later share one vector");
    assertThat(TablePreprocessing.fromMap(new PlainMap("p", fitted.toMap()))).isEqualTo(fitted);
    Table later = TableReader.parse("user,size\nu0,1\nu119,1\nu490,1\nnobody,1\n,1\n", "new.csv");
    TablePreprocessing.Encoded encoded = fitted.features(later);
    assertThat(encoded.features().select(1, 1).toFloatArray()).containsExactly(1, 24, 0, 0, 0);
    assertThat(encoded.notes())
        .containsExactly(
            "1 missing cell (user 1): a number takes the mean of the training rows, a text is a"
                + " category of its own",
            "column user has values that no training row or only one had (u490 1, nobody 1); they"
                + " share one entry of its embedding");
  }

  @Test
  void aMissingCellHasAnIndexOfItsOwnWhereTheTrainingRowsHadSome() {
    Table table =
        table(
            "user,y", 404, i -> (i % 101 == 100 ? "" : "u" + i % 101 + "_" + i % 2) + "," + i % 2);
    TablePlan plan = TablePlan.of(table, TableOptions.target("y").withCategories(List.of("user")));
    TablePreprocessing fitted = TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>());
    assertThat(fitted.form()).isEqualTo(new InputForm.Columns(0, List.of(202)));
    Table later = TableReader.parse("user,z\n,1\n", "new.csv");
    assertThat(fitted.features(later).features().toFloatArray()).containsExactly(201);
  }

  @Test
  void aHundredCategoriesKeepAnInputEach() {
    Table table = table("user,y", 400, i -> "u" + i % 100 + "," + i % 2);
    TablePlan plan = TablePlan.of(table, TableOptions.target("y").withCategories(List.of("user")));
    TablePreprocessing fitted = TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>());
    assertThat(fitted.form()).isEqualTo(new InputForm.Numbers(Shape.of(100)));
  }
}
