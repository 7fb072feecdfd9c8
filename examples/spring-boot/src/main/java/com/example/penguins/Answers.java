package com.example.penguins;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Answers for rows of a table. The model is loaded once and used by all threads.
@RestController
public class Answers {

  private final TrainedModel model;

  public Answers(@Value("${model}") Path folder) {
    model = TrainedModel.load(folder);
  }

  @PostMapping("/predict")
  public Prediction predict(@RequestBody Map<String, Object> row) {
    return model.predict(row);
  }

  /// A row that cannot be read is the mistake of the one who sent it.
  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  public Map<String, String> wrong(DataException error) {
    return Map.of("error", String.valueOf(error.getMessage()));
  }
}
