package consumer;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Eight threads ask one model at once and must get the answers that one thread gets.
public final class EightThreads {
  public static void main(String[] arguments) throws Exception {
    TrainedModel model = TrainedModel.load(Path.of(arguments[0]));
    List<Map<String, Object>> penguins = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Map<String, Object> penguin = new HashMap<>();
      penguin.put("island", i % 2 == 0 ? "Torgersen" : "Biscoe");
      penguin.put("bill_length_mm", 35 + 0.1 * i);
      penguin.put("bill_depth_mm", 18.7);
      penguin.put("flipper_length_mm", 181 + i % 40);
      penguin.put("body_mass_g", i % 7 == 0 ? null : 3750 + 10 * i);
      penguin.put("sex", "male");
      penguin.put("year", 2007);
      penguins.add(penguin);
    }
    List<Prediction> alone = penguins.stream().map(model::predict).toList();
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<List<Prediction>> all = () -> penguins.stream().map(model::predict).toList();
      for (var answers : threads.invokeAll(java.util.Collections.nCopies(8, all))) {
        if (!answers.get().equals(alone)) {
          throw new AssertionError("a thread got other answers than one thread alone");
        }
      }
    }
    System.out.println("8 threads: the same " + alone.size() + " answers");
  }
}
