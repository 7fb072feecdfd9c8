package dev.adjoint.cli.report;

import java.util.Locale;

/// The words of the report in both languages. A text with `%s` takes arguments.
enum Word {
  TITLE("Training on %s", "在 %s 上的训练"),
  SUMMARY(
      "%s s, %s epochs; best at epoch %s: validation loss %s", "用时 %s 秒，共 %s 轮；最佳为第 %s 轮：验证损失 %s"),
  RESULT("Result", "结果"),
  FIGURES("Figures with the weights of epoch %d", "第 %d 轮权重的各项指标"),
  FIGURE("figure", "指标"),
  TRAINING("training", "训练"),
  VALIDATION("validation", "验证"),
  TEST("test", "测试"),
  HELD_OUT("held-out samples", "留出样本"),
  PICTURES("Learning curves and answers", "学习曲线与回答"),
  MODEL("Model", "模型"),
  SETTINGS("Settings", "设置"),
  SETTING("setting", "设置项"),
  VALUE("value", "值"),
  FOOTER(
      "Adjoint %s, Java %s, %s kernels. Weights sha256 %s",
      "Adjoint %s，Java %s，%s 内核。权重 sha256 %s"),
  MEMBERS(
      "The members of the ensemble alone, on the validation part; mean %s %s",
      "集成各成员单独在验证部分上的表现；平均 %s %s"),
  MEMBER("member", "成员"),
  FOLDS(
      "Cross-validation with %d folds, each measured by a network that was trained without it",
      "%d 折交叉验证：每一折由未用其训练的网络评估"),
  FOLD("fold", "折"),
  MEAN("mean ± deviation", "平均 ± 标准差"),
  TEMPERATURE(
      "Calibration by the temperature %s on %s held-out samples; after: each half with the"
          + " temperature of the other",
      "用温度 %s 在 %s 个留出样本上校准；校准后：每一半用另一半的温度"),
  BEFORE("before", "校准前"),
  AFTER("after", "校准后"),
  SEARCH(
      "Search for settings within %s s, by the validation loss; ★ was trained",
      "在 %s 秒内按验证损失搜索设置；★ 为采用的设置"),
  TRIAL("trial", "试验"),
  SECONDS("seconds", "秒"),
  ENDING("ending", "结束"),
  EPOCH("epoch", "轮次"),
  BEST("best", "最佳"),
  LOSS("Loss", "损失"),
  BOUNDARY("Decision boundary with the held-out samples", "决策边界与留出样本"),
  SURFACE("%s: predicted, with the held-out samples", "%s：预测值与留出样本"),
  FIT("Held-out samples: predicted against true", "留出样本：预测值与真实值"),
  TRUE_VALUE("true %s", "真实 %s"),
  PREDICTED_VALUE("predicted %s", "预测 %s"),
  EQUAL("equal", "相等"),
  SAMPLES("samples", "样本"),
  CONFUSION("Held-out samples", "留出样本"),
  TRUE("true", "真实"),
  PREDICTED("predicted", "预测"),
  CLASSES("Classes", "各类别"),
  EACH_CLASS("The classes on the held-out samples", "各类别在留出样本上的表现"),
  CLASS("class", "类别"),
  PRECISION("precision", "精确率"),
  RECALL("recall", "召回率"),
  F1("F1", "F1"),
  FURTHER("Further figures on the held-out samples", "留出样本上的其他指标"),
  ROC("ROC curve", "ROC 曲线"),
  FALSE_POSITIVES("false positive rate", "假正率"),
  CHANCE("chance", "随机"),
  PRECISION_RECALL("Precision and recall", "精确率与召回率"),
  CALIBRATION("Calibration", "校准"),
  PROBABILITY("probability of the answer", "回答的概率"),
  SHARE_RIGHT("share of right answers", "正确回答的比例"),
  PERFECT("perfect", "完美"),
  ONE_AGAINST_REST(
      "Each class against all others. Further right and lower is more lenient.", "每个类别对其余所有类别。"),
  CALIBRATION_CAPTION(
      "Points below the line are answers that are right less often than their probability says.",
      "线下的点表示回答正确的频率低于其概率。"),
  ERRORS("Errors", "误差"),
  ERROR_SIZES("Errors of the held-out samples", "留出样本的误差"),
  ERROR("predicted minus true", "预测值减真实值"),
  COUNT("samples", "样本数"),
  RESIDUALS("Errors against predictions", "误差与预测值"),
  COLUMNS("Columns", "各列"),
  NEIGHBOURS("Items that are alike", "相似的条目"),
  NEIGHBOURS_CAPTION(
      "The items with the most ratings, and those whose factors point in the most similar direction"
          + " (cosine, at most 1).",
      "评分最多的条目，以及因子方向与其最接近的条目（余弦，最大为 1）。"),
  RATINGS_COUNT("ratings", "评分数"),
  MOST_SIMILAR("most similar", "最相似"),
  IMPORTANCE("How much each column says", "各列的重要性"),
  RISE("rise of the loss when the column's values are exchanged", "打乱该列的值后损失的增加"),
  IMPORTANCE_CAPTION(
      "Mean of five exchanges on held-out samples; the whisker is the standard deviation. Columns"
          + " that say the same share their importance.",
      "在留出样本上打乱五次的平均值；须线为标准差。内容相同的列会分摊重要性。"),
  EXAMPLES("Examples from the held-out samples", "留出样本示例"),
  BEST_EXAMPLES("Answered best", "回答最好"),
  WORST_EXAMPLES("Answered worst", "回答最差"),
  UNCERTAIN_EXAMPLES("Least certain", "最不确定"),
  ANSWER("answer", "回答"),
  TRUTH("truth", "真实"),
  TEXT("text", "文本");

  private final String english;
  private final String chinese;

  Word(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  String in(ReportLanguage language, Object... arguments) {
    String text = language == ReportLanguage.CHINESE ? chinese : english;
    return arguments.length == 0 ? text : text.formatted(arguments);
  }

  /// A metric's name for people.
  static String metric(String name, ReportLanguage language) {
    boolean chinese = language == ReportLanguage.CHINESE;
    return switch (name) {
      case "loss" -> LOSS.in(language);
      case "accuracy" -> chinese ? "准确率" : "Accuracy";
      case "balanced_accuracy" -> chinese ? "平衡准确率" : "Balanced accuracy";
      case "f1" -> chinese ? "F1（宏平均）" : "F1 (macro)";
      case "cohen_kappa" -> chinese ? "Cohen κ" : "Cohen's κ";
      case "matthews_correlation" -> chinese ? "Matthews 相关系数" : "Matthews correlation";
      case "roc_auc" -> chinese ? "ROC 曲线下面积" : "Area under the ROC curve";
      case "average_precision" -> chinese ? "平均精确率" : "Average precision";
      case "log_loss" -> chinese ? "对数损失" : "Log loss";
      case "brier_score" -> chinese ? "Brier 分数" : "Brier score";
      case "calibration_error" -> chinese ? "校准误差" : "Calibration error";
      case "mape" -> chinese ? "平均绝对百分比误差" : "MAPE";
      case "r2" -> "R²";
      case "explained_variance" -> chinese ? "可解释方差" : "Explained variance";
      case "median_error" -> chinese ? "误差大小的中位数" : "Median size of the error";
      case "error_90" -> chinese ? "90 % 的误差不超过" : "90 % of the errors are within";
      case "largest_error" -> chinese ? "最大误差" : "Largest error";
      case "binary_accuracy" -> chinese ? "二元准确率" : "Binary accuracy";
      case "exact_match" -> chinese ? "完全匹配率" : "Exact match";
      case "perplexity" -> chinese ? "困惑度" : "Perplexity";
      case "nats_per_character" -> chinese ? "每字符奈特数" : "Nats per character";
      case "scaled_mae" -> chinese ? "缩放后的 MAE" : "Scaled MAE";
      case "mae_naive" -> chinese ? "朴素预测的 MAE" : "MAE, naive";
      case "mae_seasonal_naive" -> chinese ? "季节性朴素预测的 MAE" : "MAE, seasonal naive";
      case "coverage_80" -> chinese ? "80 % 区间的覆盖率" : "Coverage of the 80 % band";
      case "coverage_95" -> chinese ? "95 % 区间的覆盖率" : "Coverage of the 95 % band";
      default -> name.toUpperCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
