package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.SharedData;
import dev.adjoint.data.ShippedData;
import dev.adjoint.data.Split;
import dev.adjoint.data.Task;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.data.idx.IdxType;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreparedTest {
  private static Prepared prepare(Table table, TableOptions options) {
    return Prepared.table(table, options, 0.2, 1);
  }

  @Test
  void penguinsBecomeElevenInputsAndThreeClasses() {
    Table table = TableReader.read(ShippedData.path("penguins.csv"));
    Prepared prepared = prepare(table, TableOptions.target("species"));
    Split split = prepared.split();
    assertThat(split.training().features().shape()).isEqualTo(Shape.of(275, 11));
    assertThat(split.validation().features().shape()).isEqualTo(Shape.of(69, 11));
    assertThat(split.training().classes()).containsExactly("Adelie", "Chinstrap", "Gentoo");
    assertThat(prepared.preprocessing().featureNames())
        .containsExactly(
            "island=Biscoe",
            "island=Dream",
            "island=Torgersen",
            "bill_length_mm",
            "bill_depth_mm",
            "flipper_length_mm",
            "body_mass_g",
            "sex=female",
            "sex=male",
            "sex missing",
            "year");
    assertThat(String.join(" ", prepared.notes()))
        .contains("missing cells", "sex", "bill_length_mm");
  }

  @Test
  void milesPerGallonIsARegressionWithStandardisedInputsAndTarget() {
    Table table = TableReader.read(ShippedData.path("cars.csv"));
    Prepared prepared =
        prepare(table, TableOptions.target("Miles_per_Gallon").withDrop(List.of("Name")));
    DataSet training = prepared.split().training();
    assertThat(training.task()).isEqualTo(Task.REGRESSION);
    assertThat(training.count()).isEqualTo(318);
    assertThat(training.featureNames()).hasSize(9).doesNotContain("Name");
    double[] x = training.features().toDoubleArray();
    for (int column : new int[] {0, 1, 3, 4, 5}) { // those without missing cells
      assertMoments(x, column, 9);
    }
    assertMoments(training.target().toDoubleArray(), 0, 1);
    assertThat(prepared.notes()).anyMatch(note -> note.contains("Horsepower"));
  }

  private static void assertMoments(double[] values, int first, int stride) {
    double[] column =
        IntStream.range(0, values.length / stride)
            .mapToDouble(i -> values[i * stride + first])
            .toArray();
    double mean = Arrays.stream(column).average().orElseThrow();
    double variance =
        Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(variance).isCloseTo(1, within(1e-6));
  }

  @Test
  void namesOfCarsAreLeftOutWithAReason() {
    Table table = TableReader.read(ShippedData.path("cars.csv"));
    Prepared prepared = prepare(table, TableOptions.target("Miles_per_Gallon"));
    assertThat(prepared.split().training().featureNames()).noneMatch(n -> n.startsWith("Name"));
    assertThat(prepared.notes())
        .anyMatch(note ->
            note.matches(
                "left out column Name: \\d+ different texts in 318 training rows look like names or identifiers, from which no general rule can be learned"));
  }

  @Test
  void theSeedDecidesWhichRowsAreHeldOut() {
    Table table = TableReader.read(ShippedData.path("penguins.csv"));
    TableOptions options = TableOptions.target("species");
    float[] first =
        Prepared.table(table, options, 0.2, 1).split().validation().features().toFloatArray();
    float[] again =
        Prepared.table(table, options, 0.2, 1).split().validation().features().toFloatArray();
    float[] other =
        Prepared.table(table, options, 0.2, 2).split().validation().features().toFloatArray();
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void picturesOfClothesHoldOutAFifthOfEachClass() {
    Prepared prepared = Prepared.images(ShippedData.path("fashion-mnist"), Holdout.random(0.2, 1));
    Split split = prepared.split();
    assertThat(split.training().features().shape()).isEqualTo(Shape.of(4000, 28, 28));
    assertThat(split.validation().count()).isEqualTo(1000);
    assertThat(split.training().classes()).hasSize(10);
  }

  @Test
  void handwrittenDigitsHoldOutAFifthOfEachClass() {
    Prepared prepared = Prepared.images(SharedData.path("mnist"), Holdout.random(0.2, 1));
    Split split = prepared.split();
    assertThat(split.training().features().shape()).isEqualTo(Shape.of(8000, 28, 28));
    assertThat(split.validation().count()).isEqualTo(2000);
    assertThat(split.training().classes()).hasSize(10);
    double[] x = split.training().features().toDoubleArray();
    assertMoments(Arrays.copyOf(x, x.length), 0, 1);
  }

  @ParameterizedTest
  @EnumSource(GeneratedSet.class)
  void generatedSetsAreSplitAndStandardised(GeneratedSet set) {
    Prepared prepared = Prepared.generated(set, 200, set.noise(), Holdout.random(0.2, 3));
    assertThat(prepared.split().training().count()).isEqualTo(160);
    assertThat(prepared.split().validation().count()).isEqualTo(40);
    double[] x = prepared.split().training().features().toDoubleArray();
    int width = prepared.preprocessing().featureNames().size();
    for (int column = 0; column < width; column++) {
      assertMoments(x, column, width);
    }
    if (width == 0) {
      assertMoments(x, 0, 1);
    }
    var fields = new PlainMap("preprocessing", prepared.preprocessing().toMap());
    assertThat(
            set == GeneratedSet.DIGITS
                ? ImagePreprocessing.fromMap(fields)
                : TablePreprocessing.fromMap(fields))
        .isEqualTo(prepared.preprocessing());
  }

  @Test
  void aModelOfAGeneratedSetReadsATableOfItsColumns() {
    Prepared prepared = Prepared.generated(GeneratedSet.SINE, 100, 0, Holdout.random(0.2, 3));
    var preprocessing = (TablePreprocessing) prepared.preprocessing();
    Table table = TableReader.parse("x\n0.5\n-1\n", "new.csv");
    assertThat(preprocessing.features(table).features().shape()).isEqualTo(Shape.of(2, 1));
  }

  @Test
  void labelsThatAreNotNumberedFromZeroKeepTheirNames() {
    Prepared prepared = Prepared.images(pair(5, 9, 5, 9, 5, 9, 5, 9), Holdout.random(0.25, 1));
    assertThat(prepared.split().training().classes()).containsExactly("5", "9");
    assertThat(prepared.split().validation().target().toLongArray())
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void imagesGetAChannelAxisWhereItIsWanted() {
    Prepared plain = Prepared.images(pair(5, 9, 5, 9, 5, 9, 5, 9), Holdout.random(0.25, 1));
    Prepared prepared = plain.withChannelAxis();
    assertThat(prepared.split().training().features().shape()).isEqualTo(Shape.of(6, 1, 2, 2));
    assertThat(prepared.split().validation().features().toFloatArray())
        .isEqualTo(plain.split().validation().features().toFloatArray());
    var images = (ImagePreprocessing) prepared.preprocessing();
    assertThat(images.featureShape()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(images.features(pair(5, 9).images(), new int[] {1}).shape())
        .isEqualTo(Shape.of(1, 1, 2, 2));
    assertThatThrownBy(images::withChannelAxis)
        .hasMessage(
            "prepare: a channel axis can be given to images of height and width, but these are [1, 2, 2]; use them as they are");
  }

  @Test
  void tensorsAreScaledAsFilesAre() {
    var images = ImagePreprocessing.fit(pair(5, 9), new int[] {0, 1});
    float[] pixels = {50, 0, 0, 0, 90, 0, 0, 0};
    float[] expected = images.features(pair(5, 9).images(), new int[] {0, 1}).toFloatArray();
    assertThat(images.features(Tensor.of(pixels, Shape.of(2, 2, 2))).toFloatArray())
        .isEqualTo(expected);
    assertThat(images.features(Tensor.of(pixels, Shape.of(2, 1, 2, 2))).toFloatArray())
        .isEqualTo(expected);
    assertThat(images.features(Tensor.of(Arrays.copyOf(pixels, 4), Shape.of(2, 2))).shape())
        .isEqualTo(Shape.of(1, 2, 2));
    assertThatThrownBy(() -> images.features(Tensor.of(pixels, Shape.of(2, 4))))
        .hasMessage(
            "read tensor: the model was trained on images of [2, 2] but these are [4]; scale them first");
  }

  @Test
  void imagesInAnotherUnitAreNoticed() {
    var images = ImagePreprocessing.fit(pair(5, 9), new int[] {0, 1});
    assertThat(images.otherUnit(images.features(pair(5, 9).images(), new int[] {0}))).isEmpty();
    Tensor small = Tensor.of(new float[] {0.5f, 0, 0, 1}, Shape.of(2, 2));
    assertThat(images.otherUnit(images.features(small)))
        .contains(
            "the pixels of these images reach 1 but those of the training images reach 90; scale them alike, else the answers mean nothing");
    Tensor large = Tensor.of(new float[] {5000, 0, 0, 1}, Shape.of(2, 2));
    assertThat(images.otherUnit(images.features(large)))
        .contains(
            "the pixels of these images reach 5000 but those of the training images reach 90; scale them alike, else the answers mean nothing");
  }

  @Test
  void imagesOfOneClassAreRefused() {
    assertThatThrownBy(() -> Prepared.images(pair(5, 5, 5, 5), Holdout.random(0.25, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: target label has only one class ('5'); two classes or more are needed to learn to tell them apart, check the target column or add rows of another class");
  }

  @Test
  void aLabelNeverTrainedOnIsRefused() {
    IdxPair training = pair(5, 9, 5, 9);
    var preprocessing = ImagePreprocessing.fit(training, new int[] {0, 1, 2, 3});
    assertThatThrownBy(() -> preprocessing.dataSet(pair(5, 7), new int[] {0, 1}))
        .hasMessage(
            "read labels: image 2 has label 7, which was never seen in training (known: 5, 9); add images of it to the training data, or remove them here");
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    var preprocessing = ImagePreprocessing.fit(pair(5, 9), new int[] {0, 1});
    IdxArray wide = new IdxArray("wide", IdxType.UBYTE, new int[] {1, 2, 3}, new byte[6]);
    assertThatThrownBy(() -> preprocessing.features(wide, new int[] {0}))
        .hasMessage(
            "read wide: the model was trained on images of [2, 2] but these are [2, 3]; scale them first");
  }

  @Test
  void blackImagesAreRefused() {
    IdxArray black = new IdxArray("black", IdxType.UBYTE, new int[] {2, 2, 2}, new byte[8]);
    IdxPair pair = new IdxPair(black, pair(1, 2).labels());
    assertThatThrownBy(() -> ImagePreprocessing.fit(pair, new int[] {0, 1}))
        .hasMessage(
            "read black: the pixels of the 2 training images must be finite and not all the same; check the file");
  }

  private static IdxPair pair(int... labels) {
    byte[] pixels = new byte[4 * labels.length];
    byte[] names = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      names[i] = (byte) labels[i];
      pixels[4 * i] = (byte) (10 * labels[i]);
    }
    return new IdxPair(
        new IdxArray("images", IdxType.UBYTE, new int[] {labels.length, 2, 2}, pixels),
        new IdxArray("labels", IdxType.UBYTE, new int[] {labels.length}, names));
  }

  @Test
  void aClassWithASingleRowTrainsAndIsReported() {
    String rows =
        IntStream.range(0, 21)
            .mapToObj(i -> i * 1.5 + "," + (i == 20 ? "fox" : i % 2 == 0 ? "cat" : "dog"))
            .collect(Collectors.joining("\n"));
    Table table = TableReader.parse("x,y\n" + rows, "t.csv");
    Prepared prepared = prepare(table, TableOptions.target("y"));
    assertThat(prepared.split().training().target().toLongArray()).contains(2);
    assertThat(prepared.notes())
        .containsExactly(
            "too few rows to hold one out of: fox; the accuracy on them is not measured");
  }

  @Test
  void twoGeneratedSamplesAreEnough() {
    Prepared prepared = Prepared.generated(GeneratedSet.BLOBS, 6, 0, Holdout.random(0.5, 1));
    for (float value : prepared.split().training().features().toFloatArray()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void aTableOfOneClassIsRefused() {
    String rows =
        IntStream.range(0, 10).mapToObj(i -> i + ",cat").collect(Collectors.joining("\n"));
    Table table = TableReader.parse("x,y\n" + rows, "t.csv");
    assertThatThrownBy(() -> prepare(table, TableOptions.target("y")))
        .hasMessage(
            "prepare: target y has only one class ('cat'); two classes or more are needed to learn to tell them apart, check the target column or add rows of another class");
  }
}
