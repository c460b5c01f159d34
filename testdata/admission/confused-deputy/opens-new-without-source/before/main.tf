# A service is let in for whoever makes it act.
resource "aws_sns_topic" "t" {
  name = "t"
}
