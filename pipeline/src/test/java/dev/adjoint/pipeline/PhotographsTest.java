package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataException;
import dev.adjoint.data.Samples;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.image.Augmentation;
import dev.adjoint.data.image.AugmentedSamples;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.PhotoImages;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder of photographs becomes a model that answers for photographs.
final class PhotographsTest {

  private static final String CACHE = "adjoint.cache";

  @TempDir private Path folder;

  private @Nullable String cacheBefore;

  @BeforeEach
  void keepPreparedImagesHere() {
    cacheBefore = System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void goBack() {
    if (cacheBefore == null) {
      System.clearProperty(CACHE);
    } else {
      System.setProperty(CACHE, cacheBefore);
    }
  }

  /// An image of noise with a bright half: the left one, or the upper one.
  private static void image(Path file, boolean isLeft, long seed) throws IOException {
    Files.createDirectories(file.getParent());
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 20; x++) {
        int light = (isLeft ? x < 10 : y < 8) ? 200 : 30;
        image.setRGB(x, y, 0x010101 * (light + random.nextInt(50)));
      }
    }
    String name = file.toString();
    assertThat(ImageIO.write(image, name.substring(name.length() - 3), file.toFile())).isTrue();
  }

  private static Path photos(Path at, int each) throws IOException {
    for (int i = 0; i < each; i++) {
      image(at.resolve("left/%02d.png".formatted(i)), true, i);
      image(at.resolve("up/%02d.jpg".formatted(i)), false, 1000 + i);
    }
    return at;
  }

  private static Tensor features(Samples samples, int... rows) {
    return new Batch(0, rows, samples.read(rows)).features();
  }

  private Path photos() throws IOException {
    return photos(folder.resolve("photos"), 15);
  }

  private static Training training(Path photos) {
    return Training.of(PhotoImages.of(photos).withSize(12))
        .withNetworkOption("width", "4")
        .withNetworkOption("depth", "2")
        .withBatch(8)
        .withEpochs(6);
  }

  @Test
  void aFolderOfPhotographsIsTrainedJudgedAndPredicted() throws IOException {
    Path photos = photos();
    TrainingResult result = training(photos).run(folder.resolve("run"));
    assertThat(result.validation().metric("accuracy")).isEqualTo(1);
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    assertThat(model.evaluateHeldOut().figures()).isEqualTo(result.validation());
    assertThat(model.evaluate(photos).samples()).isEqualTo(30);
    Path one = photos.resolve("up/03.jpg");
    Prediction answer = model.predict(one).get(0);
    assertThat(answer.text()).isEqualTo("up");
    assertThat(model.predict(Files.readAllBytes(one))).isEqualTo(answer);
    Predictions all = model.predict(photos);
    assertThat(all).hasSize(30);
    assertThat(all.get(15 + 3)).isEqualTo(answer);
    assertThat(all.columns().keySet())
        .containsExactly("file", "label", "probability", "p(left)", "p(up)");
    assertThat(all.columns().values().iterator().next())
        .startsWith(Path.of("left", "00.png").toString());
  }

  @Test
  void pixelsInAnotherUnitAreNoticed() throws IOException {
    training(photos()).withEpochs(1).run(folder.resolve("run"));
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Tensor bytes = Tensor.full(Shape.of(1, 3, 12, 12), 200);
    assertThat(model.reader().of(bytes).notes()).isEmpty();
    assertThat(model.reader().of(bytes.multiply(1 / 255.0)).notes())
        .containsExactly(
            "the pixels of these images lie in 0.7843 … 0.7843 but those of the training images"
                + " in 0 … 255; scale them alike, else the answers mean nothing");
    assertThat(model.reader().of(bytes.multiply(257)).notes()).hasSize(1);
    assertThat(model.reader().of(bytes.subtract(Tensor.of(201f))).notes()).hasSize(1);
  }

  @Test
  void aRunThatIsStoppedEndsInTheSameBits() throws IOException {
    Training training = training(photos()).withEpochs(3);
    String whole = training.run(folder.resolve("whole")).weightsSha256();
    try (TrainingRun run = training.start(Optional.of(folder.resolve("broken")))) {
      run.listen(event -> {
        if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 4) {
          run.stop();
        }
      });
      assertThatThrownBy(run::run).isInstanceOf(RunException.class);
    }
    try (TrainingRun rest = TrainingRun.resume(folder.resolve("broken"), Optional.empty())) {
      assertThat(rest.run().weightsSha256()).isEqualTo(whole);
    }
    assertThatThrownBy(() -> TrainingRun.resume(folder.resolve("whole"), Optional.of(5)))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "resume: the step size of this run changes over its 3 epochs (--schedule cosine), so"
                + " they cannot become 5; leave out --epochs, or train again from the start");
  }

  @Test
  void foldersOfPartsAreUsedAsTheyAre() throws IOException {
    Path photos = folder.resolve("parts");
    photos(photos.resolve("train"), 6);
    photos(photos.resolve("val"), 3);
    photos(photos.resolve("test"), 2);
    Prepared prepared = PhotoImages.of(photos).prepare(0.2, 1);
    assertThat(((Samples) prepared.training()).count()).isEqualTo(12);
    assertThat(((Samples) prepared.validation()).count()).isEqualTo(6);
    assertThat(((Samples) prepared.test().orElseThrow()).count()).isEqualTo(4);
    assertThat(prepared.notes())
        .contains(
            photos + " has its own images to validate on, so none are held out",
            "the images in %s are for the test at the end; they have no part in training nor in the choice of the best epoch"
                .formatted(photos.resolve("test")));
  }

  @Test
  void aFileOfLabelsNamesTheClasses() throws IOException {
    Path photos = photos();
    StringBuilder text = new StringBuilder("file,label\n");
    for (int i = 0; i < 8; i++) {
      text.append("left/%02d.png,a\nup/%02d.jpg,b\n".formatted(i, i));
    }
    Path labels = Files.writeString(folder.resolve("labels.csv"), text);
    Prepared prepared = PhotoImages.of(photos).withLabels(labels).prepare(0.25, 1);
    assertThat(prepared.preprocessing().target().classes()).containsExactly("a", "b");
    assertThat(((Samples) prepared.training()).count()).isEqualTo(12);
    Files.writeString(labels, text + "left/99.png,a\n");
    assertThatThrownBy(() -> PhotoImages.of(photos).withLabels(labels).prepare(0.25, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read %s: row 17 (line 18) names the image %s, which is not there; correct the name or"
                + " remove the row",
            labels, photos.resolve("left/99.png"));
  }

  @Test
  void imagesThatCannotBeReadAreLeftOutAndNamed() throws IOException {
    Path photos = photos();
    Path broken = Files.writeString(photos.resolve("up/zz.png"), "no image");
    Prepared prepared = PhotoImages.of(photos).prepare(0.2, 1);
    assertThat(prepared.notes())
        .contains(
            "left out: read %s: it is not an image of a known kind (JPEG, PNG, BMP, GIF, or what an ImageIO plug-in on the class path reads); replace it"
                .formatted(broken));
    assertThat(((Samples) prepared.training()).count()).isEqualTo(24);
  }

  @Test
  void foldersThatCannotBeTrainedOnAreRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> PhotoImages.of(empty).prepare(0.2, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read %s: the folder has no images (files that end in .jpg, .png, .bmp, .gif, …); put"
                + " the images of each class into a folder of its own (empty/cats, empty/dogs), or"
                + " name the class of each image in a CSV file with --labels",
            empty);
    Path one = folder.resolve("one");
    image(one.resolve("cats/a.png"), true, 1);
    image(one.resolve("cats/b.png"), true, 2);
    assertThatThrownBy(() -> PhotoImages.of(one).prepare(0.2, 1))
        .hasMessage(
            "read %s: all 2 images are of one class ('cats'); two classes or more are needed to"
                + " learn to tell them apart, add a folder with images of another class",
            one);
    Path loose = folder.resolve("loose");
    image(loose.resolve("a.png"), true, 1);
    assertThatThrownBy(() -> PhotoImages.of(loose).prepare(0.2, 1))
        .hasMessage(
            "read %s: the folder has 1 images but no folder of a class; put the images of each"
                + " class into a folder of its own (loose/cats, loose/dogs), or name the class of"
                + " each image in a CSV file with --labels",
            loose);
    Path bad = folder.resolve("bad");
    Files.createDirectories(bad.resolve("a"));
    Files.createDirectories(bad.resolve("b"));
    Path first = Files.writeString(bad.resolve("a/1.png"), "x");
    Files.writeString(bad.resolve("b/2.png"), "y");
    assertThatThrownBy(() -> PhotoImages.of(bad).prepare(0.2, 1))
        .hasMessage(
            "read %s: none of the 2 images can be read; the first: read %s: it is not an image of a"
                + " known kind (JPEG, PNG, BMP, GIF, or what an ImageIO plug-in on the class path"
                + " reads); replace it",
            bad, first);
  }

  @Test
  void aFolderWithImagesIsRecognised() throws IOException {
    Path photos = photos();
    assertThat(DataKind.of(photos, DataPlan.FREE).name()).isEqualTo("photos");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(DataKind.of(empty, DataPlan.FREE).name()).isEqualTo("images");
    assertThat(DataKind.of(empty, DataPlan.FREE.with("size", "32")).name()).isEqualTo("photos");
  }

  @Test
  void changedImagesDependOnSeedEpochAndNumberAlone() throws IOException {
    Prepared prepared = PhotoImages.of(photos()).withSize(12).prepare(0.2, 1);
    Augmentation all =
        Augmentation.of("flip,shift=0.2,rotate=20,scale=0.2,colour=0.3,noise=0.1,cutout=0.3");
    Samples changed = (Samples) AugmentedSamples.of(prepared.training(), true, 2, all, 7);
    Tensor first = features(changed.inEpoch(3), new int[] {5, 2});
    Tensor again = features(changed.inEpoch(3), new int[] {2, 9, 5});
    assertThat(first.select(0, 0).contentEquals(again.select(0, 2))).isTrue();
    assertThat(first.select(0, 1).contentEquals(again.select(0, 0))).isTrue();
    Tensor other = features(changed.inEpoch(4), new int[] {5});
    assertThat(first.select(0, 0).contentEquals(other.select(0, 0))).isFalse();
    Samples plain = (Samples) prepared.training();
    Batch batch = Batches.shuffled(changed, 4, 1).epoch(0).iterator().next();
    assertThat(batch.features().contentEquals(features(plain, batch.rows()))).isFalse();
    assertThat(AugmentedSamples.of(plain, true, 2, Augmentation.NONE, 7)).isSameAs(plain);
  }

  @Test
  void aFlippedImageIsTheMirrorImage() throws IOException {
    Samples plain = (Samples) PhotoImages.of(photos()).withSize(12).prepare(0.2, 1).training();
    Samples changed = (Samples) AugmentedSamples.of(plain, true, 2, Augmentation.of("flip"), 7);
    int[] rows = {0, 1, 2, 3, 4, 5, 6, 7};
    Tensor before = features(plain, rows);
    Tensor after = features(changed, rows);
    int mirrored = 0;
    for (int i = 0; i < rows.length; i++) {
      Tensor image = after.select(0, i);
      boolean isMirror = image.contentEquals(before.select(0, i).flip(2));
      assertThat(isMirror || image.contentEquals(before.select(0, i))).isTrue();
      mirrored += isMirror ? 1 : 0;
    }
    assertThat(mirrored).isBetween(1, 7);
  }

  @Test
  void augmentationIsReadFromATextAndRefusedByName() {
    assertThat(Augmentation.of("rotate=5,flip").toString()).isEqualTo("flip,rotate=5.0");
    assertThat(Augmentation.of("none").isNone()).isTrue();
    assertThat(Augmentation.of("usual,flip").toString())
        .isEqualTo("flip,shift=0.1,rotate=10.0,scale=0.1,colour=0.2");
    assertThatThrownBy(() -> Augmentation.of("rotat=5"))
        .isInstanceOf(DataException.class)
        .hasMessage("augment: there is no 'rotat=5'; did you mean rotate?");
    assertThatThrownBy(() -> Augmentation.of("shift=2"))
        .hasMessage("augment: shift needs a number of 0 … 1.0 but has '2'; write shift=0.1");
    assertThatThrownBy(() ->
            Training.of(new GeneratedSamples(GeneratedSet.MOONS, 40, 0.1))
                .withAugmentation(Augmentation.of("flip"))
                .run(folder.resolve("moons")))
        .hasMessage("augment: flip is for images but the data has none; leave it out");
  }

  @Test
  void networksThatDoNotFitTheImagesAreRefused() throws IOException {
    Path photos = photos();
    assertThatThrownBy(
            () -> training(photos).withNetworkOption("depth", "6").run(folder.resolve("a")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "network: 6 blocks halve images 5 times, but these have only 12 pixels on a side; give"
                + " --depth 4 or less");
    assertThatThrownBy(() ->
            training(photos)
                .withModel("resnet")
                .withNetworkOption("depth", "18")
                .run(folder.resolve("a")))
        .hasMessage(
            "network: the depth of a resnet is 6·n + 2 but --depth is 18; 20, 32, 44, 56 and 110"
                + " are usual");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aPhotographHasTheSameBitsAloneAndInAnyBatch(int ensemble) throws IOException {
    Path run = folder.resolve("run");
    Training.of(PhotoImages.of(photos(folder.resolve("photos"), 6)).withSize(48))
        .withEpochs(1)
        .withEnsemble(ensemble)
        .run(run);
    TrainedModel model = TrainedModel.load(run);
    SplittableRandom random = new SplittableRandom(5);
    float[] pixels = new float[9 * 3 * 48 * 48];
    for (int i = 0; i < pixels.length; i++) {
      // One image has such large numbers that the kernels choose another algorithm for a batch.
      pixels[i] = (float) (random.nextGaussian() * (i / (3 * 48 * 48) == 4 ? 1e20 : 1));
    }
    Tensor batch = Tensor.of(pixels, Shape.of(9, 3, 48, 48));
    float[] all = model.outputs(batch);
    int width = all.length / 9;
    for (int i = 0; i < 9; i++) {
      assertThat(model.outputs(batch.slice(0, i, i + 1)))
          .as("image %d", i)
          .isEqualTo(Arrays.copyOfRange(all, i * width, (i + 1) * width));
    }
  }
}
