package dev.adjoint.bench.killed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Short runs on every kind of data. Those with more than one thread, dropout and augmentation have
/// the most state to lose.
final class TaskList {

  private static final int BOOK_BYTES = 30_000;

  private TaskList() {}

  /// The runs.
  ///
  /// @param data the folder with the larger data sets
  /// @param folder where a shortened text is written
  /// @throws IOException if a file cannot be read or written
  static List<KilledTask> of(Path data, Path folder) throws IOException {
    byte[] play = Files.readAllBytes(data.resolve("tinyshakespeare.txt"));
    Path book = folder.resolve("play.txt");
    Files.write(book, Arrays.copyOf(play, BOOK_BYTES));
    Path weights = data.resolveSibling("pretrained").resolve("resnet20/resnet20.safetensors");
    return List.of(
        KilledTask.of(
            "tables",
            "datasets/penguins.csv --target species --epochs 30 --patience 0 --batch 8 --dropout 0.1"),
        KilledTask.of(
            "images",
            data + "/sign-digits --model cnn --size 16 --width 4 --epochs 3 --patience 0"),
        KilledTask.of(
            "texts",
            data
                + "/chinese-poems/test.csv --text 正文 --target 体裁 --model lstm --width 16 --epochs 3 --patience 0"),
        KilledTask.of(
            "language model",
            book + " --model gpt --width 32 --depth 1 --context 32 --epochs 3 --patience 0"),
        KilledTask.of(
            "ratings",
            data
                + "/movietweetings/ratings-10core.csv --user user --item movie --target rating --epochs 3 --patience 0"),
        KilledTask.of(
            "series",
            "datasets/seattle-weather.csv --time date --target temp_max --horizon 14 --epochs 3 --patience 0"),
        KilledTask.of(
            "ensembles",
            "datasets/penguins.csv --target species --ensemble 3 --epochs 16 --patience 0 --batch 8 --dropout 0.1"),
        KilledTask.of(
            "fine-tuning",
            data
                + "/sign-digits --model resnet --depth 20 --size 16 --epochs 2 --patience 0 --freeze conv1.* --start-from "
                + weights));
  }
}
