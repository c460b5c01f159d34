# No profile hands out the role.
resource "aws_rolesanywhere_trust_anchor" "plant" {
  name    = "plant"
  enabled = true

  source {
    source_type = "CERTIFICATE_BUNDLE"
    source_data {
      x509_certificate_data = "-----BEGIN CERTIFICATE-----"
    }
  }
}

resource "aws_rolesanywhere_profile" "machines" {
  name      = "machines"
  enabled   = true
  role_arns = [aws_iam_role.other.arn]
}

resource "aws_iam_role" "other" {
  name = "other"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "rolesanywhere.amazonaws.com" }
        Action    = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
        Condition = {
          StringEquals = {
            "aws:PrincipalTag/x509Subject/CN" = "press-1"
          }
        }
      },
    ]
  })
}
