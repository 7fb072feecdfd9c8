package dev.adjoint.bench.fuzz;

import dev.adjoint.data.DataException;
import dev.adjoint.formats.FormatException;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.layers.LayerFile;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.PyTorchCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// The readers of what a training run leaves and begins with: models, checkpoints, lists of layers.
final class RunReaders {

  private static final String LAYERS =
      """
      {"title": "a small network",
       "layers": [{"layer": "Linear", "width": 64}, "ReLU", {"layer": "Dropout", "p": 0.2},
                  {"layer": "Linear", "width": "outputs"}]}
      """;

  private RunReaders() {}

  /// @param run a finished run of a table
  static List<Reader> in(Path folder, Path run) throws IOException {
    Path texts = textRun(folder);
    return List.of(
        ofRun("model.json", "model.json", run, RunReaders::load),
        ofRun("model.safetensors", "model.safetensors", run, RunReaders::load),
        ofRun("texts", "model.json", texts, RunReaders::load),
        ofRun(
            "checkpoint",
            "checkpoint.safetensors",
            run,
            file -> new RunFolder(file.resolveSibling("")).checkpoint()),
        new Reader(
            "layers",
            "net.json",
            LAYERS.getBytes(StandardCharsets.UTF_8),
            LayerFile::read,
            List.of(DataException.class)),
        new Reader(
            "pytorch-training",
            "x.pt",
            training(folder),
            RunReaders::resume,
            List.of(FormatException.class, IllegalArgumentException.class)));
  }

  private static Reader ofRun(String name, String file, Path run, Reader.Reading reading)
      throws IOException {
    byte[] whole = Files.readAllBytes(run.resolve(file));
    return new Reader(name, file, whole, reading, List.of(RunException.class)).withBeside(run);
  }

  private static void load(Path file) {
    TrainedModel.load(file.resolveSibling(""));
  }

  /// A run whose model keeps a vocabulary.
  private static Path textRun(Path folder) throws IOException {
    StringBuilder text = new StringBuilder("review,kind\n");
    for (int i = 0; i < 30; i++) {
      String line = i % 2 == 0 ? "good and fine %d,yes%n" : "bad and dull %d,no%n";
      text.append(line.formatted(i));
    }
    Path table = Files.writeString(folder.resolve("texts.csv"), text);
    Path run = folder.resolve("text-run");
    Training.of(CsvTexts.of(table, "review", "kind")).withEpochs(1).run(run);
    return run;
  }

  private static byte[] training(Path folder) throws IOException {
    Linear model = model();
    Optimizer optimizer = optimizer(model);
    model.forward(Tensor.ones(Shape.of(1, 3))).sum().backward();
    optimizer.step();
    Path file = folder.resolve("training.pt");
    PyTorchCheckpoint.save(model, optimizer, 1, file);
    return Files.readAllBytes(file);
  }

  private static void resume(Path file) throws IOException {
    Linear model = model();
    PyTorchCheckpoint.load(model, optimizer(model), file);
  }

  private static Linear model() {
    return Linear.of(3, 2, new SplittableRandom(1));
  }

  private static Optimizer optimizer(Linear model) {
    return Optimizer.of(model, new Adam(0.01));
  }
}
