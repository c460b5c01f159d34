provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudwatch_log_metric_filter" "root" {
  name           = "root"
  log_group_name = "trail"
  pattern        = "{$.userIdentity.type=\"Root\"}"

  metric_transformation {
    name      = "RootUse"
    namespace = "Audit"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "root" {
  alarm_name          = "root"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 1
  metric_name         = "RootUse"
  namespace           = "Audit"
  period              = 300
  statistic           = "Sum"
  threshold           = 1
  actions_enabled     = true
  alarm_actions       = ["arn:aws:sns:us-east-1:123456789012:audit"]
}
