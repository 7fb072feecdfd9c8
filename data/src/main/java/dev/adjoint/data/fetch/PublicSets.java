package dev.adjoint.data.fetch;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import java.net.URI;
import java.util.List;

/// The public sets that are known by name.
///
/// A checksum is given only where several independent sources agree on it or where it was computed
/// from the file; where none is given, [Download] reports the one that it computed.
public final class PublicSets {

  private static final String LECUN = "http://yann.lecun.com/exdb/mnist/";
  private static final String PYTORCH = "https://ossci-datasets.s3.amazonaws.com/mnist/";
  private static final String ZALANDO =
      "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/";
  private static final String CODH = "http://codh.rois.ac.jp/kmnist/dataset/kmnist/";

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  private static final PublicSet MNIST =
      new PublicSet(
          "mnist",
          "handwritten digits, 28 × 28 grey, 60,000 + 10,000 images, 10 classes",
          "not stated by its authors; often given as CC BY-SA 3.0",
          URI.create("http://yann.lecun.com/exdb/mnist/"),
          List.of(
              mnist(
                  TRAIN_IMAGES,
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              mnist(
                  TRAIN_LABELS,
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              mnist(
                  TEST_IMAGES,
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              mnist(
                  TEST_LABELS,
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
          "adjoint train {folder}");

  private static final PublicSet FASHION_MNIST =
      new PublicSet(
          "fashion-mnist",
          "pictures of clothes, 28 × 28 grey, 60,000 + 10,000 images, 10 classes",
          "MIT",
          URI.create("https://github.com/zalandoresearch/fashion-mnist"),
          List.of(
              fashion(
                  TRAIN_IMAGES,
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              fashion(
                  TRAIN_LABELS,
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              fashion(
                  TEST_IMAGES,
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              fashion(
                  TEST_LABELS,
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
          "adjoint train {folder}");

  private static final PublicSet KMNIST =
      new PublicSet(
          "kmnist",
          "handwritten hiragana, 28 × 28 grey, 60,000 + 10,000 images, 10 classes",
          "CC BY-SA 4.0",
          URI.create("http://codh.rois.ac.jp/kmnist/"),
          List.of(
              RemoteFile.of(TRAIN_IMAGES, CODH + TRAIN_IMAGES),
              RemoteFile.of(TRAIN_LABELS, CODH + TRAIN_LABELS),
              RemoteFile.of(TEST_IMAGES, CODH + TEST_IMAGES),
              RemoteFile.of(TEST_LABELS, CODH + TEST_LABELS)),
          "adjoint train {folder}");

  private static final PublicSet CIFAR_10 =
      new PublicSet(
          "cifar-10",
          "colour photographs, 32 × 32, 50,000 + 10,000 images, 10 classes, binary version",
          "not stated by its authors, who ask to cite their report",
          URI.create("https://www.cs.toronto.edu/~kriz/cifar.html"),
          List.of(
              RemoteFile.of(
                  "cifar-10-binary.tar.gz",
                  170_052_171,
                  "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                  "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")),
          "tar -xzf {folder}/cifar-10-binary.tar.gz, then read the .bin files in your program:"
              + " adjoint train does not read this format");

  private static final PublicSet PENGUINS =
      new PublicSet(
          "penguins",
          "Palmer penguins: species from measures, 344 rows with missing cells",
          "CC0 1.0",
          URI.create("https://allisonhorst.github.io/palmerpenguins/"),
          List.of(
              RemoteFile.of(
                  "penguins.csv",
                  "https://raw.githubusercontent.com/allisonhorst/palmerpenguins/main/inst/extdata/penguins.csv")),
          "adjoint train {folder}/penguins.csv --target species");

  private static final PublicSet WINE =
      new PublicSet(
          "wine-quality",
          "Portuguese red wines: quality from eleven measures, 1,599 rows",
          "CC BY 4.0",
          URI.create("https://archive.ics.uci.edu/dataset/186/wine+quality"),
          List.of(
              RemoteFile.of(
                  "winequality-red.csv",
                  "https://archive.ics.uci.edu/ml/machine-learning-databases/wine-quality/winequality-red.csv")),
          "adjoint train {folder}/winequality-red.csv --target quality");

  private static final PublicSet SHAKESPEARE =
      new PublicSet(
          "tiny-shakespeare",
          "1.1 MB of Shakespeare's plays, for models of characters",
          "public domain (the plays)",
          URI.create("https://github.com/karpathy/char-rnn"),
          List.of(
              RemoteFile.of(
                  "input.txt",
                  1_115_394,
                  "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
                  "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt")),
          "the example CharacterModel shows a model for such text");

  private static final List<PublicSet> ALL =
      List.of(MNIST, FASHION_MNIST, KMNIST, CIFAR_10, PENGUINS, WINE, SHAKESPEARE);

  private PublicSets() {}

  /// All known sets, in the order in which they are shown.
  public static List<PublicSet> all() {
    return ALL;
  }

  /// The set of a name.
  ///
  /// @throws DataException if there is none; the message suggests the nearest name
  public static PublicSet named(String name) {
    return ALL.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "data: there is no known set '%s'; %s"
                    .formatted(
                        name, Spelling.suggest(name, ALL.stream().map(PublicSet::name).toList()))));
  }

  /// The official server often refuses; PyTorch keeps the same files.
  private static RemoteFile mnist(String name, long size, String sha256) {
    return RemoteFile.of(name, size, sha256, LECUN + name, PYTORCH + name);
  }

  private static RemoteFile fashion(String name, long size, String sha256) {
    return RemoteFile.of(name, size, sha256, ZALANDO + name);
  }
}
